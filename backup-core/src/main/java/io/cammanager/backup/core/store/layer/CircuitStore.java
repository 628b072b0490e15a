package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Optional;

/**
 * Keeps requests back while the store fails them all, as its {@link CircuitBreaker} says. Belongs below whatever retries, so
 * that each try counts, and above what paces, so that what is kept back takes no bandwidth.
 */
public final class CircuitStore extends ForwardingObjectStore {
    private final CircuitBreaker breaker;

    public CircuitStore(ObjectStore inner, CircuitBreaker breaker) {
        super(inner);
        this.breaker = breaker;
    }

    @Override
    public boolean bucketExists() {
        return breaker.run(super::bucketExists);
    }

    @Override
    public void createBucket() {
        breaker.run((Runnable) super::createBucket);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return breaker.run(() -> super.head(key));
    }

    @Override
    public ListPage list(ListRequest request) {
        return breaker.run(() -> super.list(request));
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        return breaker.run(() -> super.get(key));
    }

    @Override
    public String put(PutRequest request, Body body) {
        return breaker.run(() -> super.put(request, body));
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return new CircuitUpload(breaker.run(() -> super.startMultipart(request)));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new CircuitUpload(super.resumeMultipart(request, uploadId));
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return breaker.run(() -> super.unfinishedUploads(prefix));
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        breaker.run(() -> super.copy(from, to));
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return breaker.run(() -> super.delete(key));
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        breaker.run(() -> super.deleteIfMatch(key, etag));
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        breaker.run(() -> super.deleteVersion(key, versionId));
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return breaker.run(() -> super.versions(key));
    }

    @Override
    public Versioning versioning() {
        return breaker.run(() -> super.versioning());
    }

    private final class CircuitUpload extends ForwardingMultipartUpload {
        CircuitUpload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            return breaker.run(() -> super.uploadPart(number, body));
        }

        @Override
        public String complete(List<Part> parts) {
            return breaker.run(() -> super.complete(parts));
        }

        @Override
        public List<StoredPart> storedParts() {
            return breaker.run(super::storedParts);
        }

        @Override
        public void abort() {
            breaker.run((Runnable) super::abort);
        }
    }
}
