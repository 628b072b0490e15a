package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;

/**
 * The four requests that carry nearly all of the bytes and nearly all of the calls, apart from the rest so that they can be
 * carried by something thinner than the SDK. Same contract as the methods of
 * {@link io.cammanager.backup.core.store.ObjectStore}.
 */
interface S3Wire {
    /** Returns the ETag without quotes. */
    String put(PutRequest request, Body body);

    /** Returns the ETag of the part, without quotes. */
    String uploadPart(ObjectKey key, String uploadId, int number, Body body);

    ObjectContent get(ReadRequest request);

    ListPage listPage(ListRequest request);
}
