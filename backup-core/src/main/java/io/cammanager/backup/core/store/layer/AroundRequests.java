package io.cammanager.backup.core.store.layer;

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
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A layer that treats every request alike, those of uploads in parts among them. What sends none, as a resumption, passes. */
abstract class AroundRequests extends ForwardingObjectStore {
    AroundRequests(ObjectStore inner) {
        super(inner);
    }

    /** Does what the layer does with a request, and sends it, or does not. */
    abstract <T> T around(Supplier<T> request);

    private void around(Runnable request) {
        boolean unused = around(() -> {
            request.run();
            return true;
        });
    }

    @Override
    public boolean bucketExists() {
        return around(super::bucketExists);
    }

    @Override
    public void createBucket() {
        around((Runnable) super::createBucket);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return around(() -> super.head(key));
    }

    @Override
    public ListPage list(ListRequest request) {
        return around(() -> super.list(request));
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return around(() -> super.get(request));
    }

    @Override
    public String put(PutRequest request, Body body) {
        return around(() -> super.put(request, body));
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return new Upload(around(() -> super.startMultipart(request)));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new Upload(super.resumeMultipart(request, uploadId));
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return around(() -> super.unfinishedUploads(prefix));
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        around(() -> super.copy(from, to));
    }

    @Override
    public void copyFrom(BucketCopy copy) {
        around(() -> super.copyFrom(copy));
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        around(() -> super.thaw(key, versionId, options));
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return around(() -> super.delete(key));
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        around(() -> super.deleteIfMatch(key, etag));
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        around(() -> super.deleteVersion(key, versionId));
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return around(() -> super.versions(key));
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        return around(() -> super.listVersions(request));
    }

    @Override
    public Versioning versioning() {
        return around(() -> super.versioning());
    }

    private final class Upload extends ForwardingMultipartUpload {
        Upload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            return around(() -> super.uploadPart(number, body));
        }

        @Override
        public String complete(List<Part> parts) {
            return around(() -> super.complete(parts));
        }

        @Override
        public List<StoredPart> storedParts() {
            return around(super::storedParts);
        }

        @Override
        public void abort() {
            around((Runnable) super::abort);
        }
    }
}
