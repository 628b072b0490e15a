package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.Optional;

/** An object store in memory that behaves as a strict S3 server does: digests and conditions are enforced. */
final class MemoryStore implements ObjectStore {
    private final MemoryBucket bucket;
    private final int pageSize;

    MemoryStore(MemoryBucket bucket, int pageSize) {
        this.bucket = bucket;
        this.pageSize = pageSize;
    }

    @Override
    public boolean bucketExists() {
        return bucket.isPresent();
    }

    @Override
    public void createBucket() {
        bucket.create();
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        if (!bucket.isPresent()) {
            return Optional.empty(); // as on S3: the answer to a HEAD has no body that could say what is missing
        }
        StoredObject object = bucket.objects("head", key.value()).get(key);
        return Optional.ofNullable(object).map(StoredObject::info);
    }

    @Override
    public ListPage list(ListRequest request) {
        return new Listing(bucket.objects("list", bucket.name()), request, pageSize).page();
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        StoredObject object = bucket.objects("get", key.value()).get(key);
        if (object == null) {
            throw new StoreException(Kind.NOT_FOUND, "get", key.value(), "there is no such object");
        }
        try {
            return new ObjectContent(object.info(), object.bytes().openStream());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be opened", e);
        }
    }

    @Override
    public String put(PutRequest request, Body body) {
        accept("put", request);
        ReceivedBody received = ReceivedBody.receive("put", request.key().value(), body);
        return bucket.store(
                "put",
                request,
                received.bytes(),
                received.size(),
                received.md5().toString());
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        accept("start the upload of", request);
        return new MemoryUpload(bucket, request, bucket.nextUploadId());
    }

    private void accept(String operation, PutRequest request) {
        ObjectKey key = request.key();
        var unused = bucket.objects(operation, key.value());
        if (key.utf8Length() > ObjectKey.MAX_BYTES) {
            String reason = "the key has " + key.utf8Length() + " bytes, more than " + ObjectKey.MAX_BYTES;
            throw new StoreException(Kind.REJECTED, operation, key.value(), reason);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        bucket.objects("delete", key.value()).remove(key);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
