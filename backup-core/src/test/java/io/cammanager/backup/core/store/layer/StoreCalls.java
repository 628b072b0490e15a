package io.cammanager.backup.core.store.layer;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.Immutable;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Every call that sends one request, so that a layer can be shown to treat them all. */
enum StoreCalls {
    BUCKET_EXISTS(ObjectStore::bucketExists),
    CREATE_BUCKET(ObjectStore::createBucket),
    HEAD(store -> store.head(Sample.KEY)),
    LIST(store -> store.list(ListRequest.all(""))),
    GET(store -> store.get(Sample.KEY)),
    PUT(store -> store.put(Sample.REQUEST, Sample.EMPTY)),
    START(store -> store.startMultipart(Sample.REQUEST)),
    UNFINISHED_UPLOADS(store -> store.unfinishedUploads("")),
    COPY(store -> store.copy(Sample.INFO, Sample.KEY)),
    COPY_FROM(store -> store.copyFrom(new BucketCopy("other", Sample.INFO, Sample.REQUEST, BucketCopy.WHOLE))),
    THAW(store -> store.thaw(Sample.KEY, null, ThawOptions.DEFAULT)),
    DELETE(store -> store.delete(Sample.KEY)),
    DELETE_IF_MATCH(store -> store.deleteIfMatch(Sample.KEY, "etag")),
    DELETE_VERSION(store -> store.deleteVersion(Sample.KEY, "version")),
    VERSIONS(store -> store.versions(Sample.KEY)),
    VERSIONING(ObjectStore::versioning);

    private final Call<ObjectStore> call;

    StoreCalls(Call<ObjectStore> call) {
        this.call = call;
    }

    void on(ObjectStore store) {
        call.to(store);
    }

    @Immutable
    private interface Call<T> {
        void to(T target);
    }

    /** What the calls are about. */
    static final class Sample {
        static final ObjectKey KEY = new ObjectKey("cam01/a.mp4");
        static final ObjectInfo INFO = new ObjectInfo(KEY, 0, "etag", Instant.EPOCH, Map.of());
        static final PutRequest REQUEST = new PutRequest(KEY, Map.of(), "video/mp4", Condition.ALWAYS);
        static final Body EMPTY = new Body() {
            @Override
            public long length() {
                return 0;
            }

            @Override
            public Digests digests() {
                return new Digests(Hashing.sha256().hashBytes(new byte[0]), null);
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }
        };

        private Sample() {}
    }

    /** The calls of an upload that has begun. */
    enum OnUpload {
        PART(upload -> upload.uploadPart(1, Sample.EMPTY)),
        STORED_PARTS(MultipartUpload::storedParts),
        COMPLETE(upload -> upload.complete(List.of())),
        ABORT(MultipartUpload::abort);

        private final Call<MultipartUpload> call;

        OnUpload(Call<MultipartUpload> call) {
            this.call = call;
        }

        void on(MultipartUpload upload) {
            call.to(upload);
        }
    }
}
