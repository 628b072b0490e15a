package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object store in memory that behaves as a strict S3 server does: digests and conditions are enforced. */
final class MemoryStore implements ObjectStore {
    private final MemoryBucket bucket;
    private final int pageSize;
    private final Map<String, MemoryBucket> buckets;

    MemoryStore(MemoryBucket bucket, int pageSize, Map<String, MemoryBucket> buckets) {
        this.bucket = bucket;
        this.pageSize = pageSize;
        this.buckets = buckets;
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
    public ObjectContent get(ReadRequest request) {
        ObjectKey key = request.key();
        StoredObject object = bucket.find("get", key, request.versionId());
        if (object == null) {
            throw new StoreException(Kind.NOT_FOUND, "get", key.value(), "there is no such object");
        }
        requireReadable("get", object);
        String only = request.ifMatch();
        if (only != null && !only.equals(object.info().etag())) {
            throw new StoreException(Kind.PRECONDITION_FAILED, "get", key.value(), "another object is there");
        }
        if (!request.isWhole() && request.offset() >= object.info().size()) {
            throw new StoreException(Kind.REJECTED, "get", key.value(), "it has no byte at " + request.offset());
        }
        try {
            return new ObjectContent(
                    object.info(),
                    object.content().slice(request.offset(), request.length()).openStream());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be opened", e);
        }
    }

    @Override
    public String put(PutRequest request, Body body) {
        accept("put", request);
        ReceivedBody received = ReceivedBody.receive("put", request.key().value(), body);
        return bucket.store("put", request, received.bytes(), received.md5().toString());
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        accept("start the upload of", request);
        MemoryUpload upload = new MemoryUpload(bucket, request, bucket.nextUploadId());
        bucket.unfinished().put(upload.uploadId(), upload);
        return upload;
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        MemoryUpload upload = bucket.unfinished().get(uploadId);
        return upload == null ? MemoryUpload.finished(bucket, request, uploadId) : upload;
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        var unused = bucket.objects("list the uploads in", bucket.name());
        return bucket.unfinished().values().stream()
                .map(MemoryUpload::unfinished)
                .filter(upload -> upload.key().value().startsWith(prefix))
                .toList();
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        PutRequest request = new PutRequest(to, Map.of(), "", PutRequest.Condition.ALWAYS);
        copyFrom(new BucketCopy(bucket.name(), from, request, BucketCopy.WHOLE));
    }

    /** Copies as a whole or in parts alike: the ETag stays that of the original. */
    @Override
    public void copyFrom(BucketCopy copy) {
        ObjectInfo from = copy.from();
        MemoryBucket source = buckets.get(copy.bucket());
        if (source == null) {
            throw new StoreException(
                    Kind.BUCKET_MISSING, "copy", from.key().value(), "there is no bucket " + copy.bucket());
        }
        StoredObject object = source.find("copy", from.key(), from.versionId());
        if (object == null) {
            throw new StoreException(Kind.NOT_FOUND, "copy", from.key().value(), "there is no such object");
        }
        if (!object.info().etag().equals(from.etag())) {
            throw new StoreException(
                    Kind.PRECONDITION_FAILED, "copy", from.key().value(), "another object is there by now");
        }
        requireReadable("copy", object);
        PutRequest to = copy.to();
        PutRequest request =
                new PutRequest(to.key(), object.info().metadata(), to.contentType(), to.condition(), to.storageClass());
        bucket.store("copy", request, object.content(), object.info().etag());
    }

    private static void requireReadable(String operation, StoredObject object) {
        if (object.info().cold() != null) {
            throw new StoreException(
                    Kind.COLD, operation, object.info().key().value(), "it must be fetched back first");
        }
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        StoredObject object = bucket.find("fetch back", key, versionId);
        if (object == null) {
            throw new StoreException(Kind.NOT_FOUND, "fetch back", key.value(), "there is no such object");
        }
        if (object.info().cold() == null) {
            throw new StoreException(Kind.COLD, "fetch back", key.value(), "it is not in a cold class");
        }
        bucket.change(key, version -> version.versionId().equals(object.versionId()) ? version.thawing() : version);
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
    public Optional<String> delete(ObjectKey key) {
        return bucket.delete(key);
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        bucket.deleteIfMatch(key, etag);
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        bucket.deleteVersion(key, versionId);
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return bucket.versions(key);
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        return bucket.listVersions(request, pageSize);
    }

    @Override
    public Versioning versioning() {
        return bucket.versioning();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
