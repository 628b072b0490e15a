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
import java.util.concurrent.atomic.LongAdder;

/** Counts requests. Belongs next to the store that sends them, below whatever retries, so that each try counts. */
public final class CountingStore extends ForwardingObjectStore {
    private final LongAdder requests = new LongAdder();

    public CountingStore(ObjectStore inner) {
        super(inner);
    }

    /** Returns how many requests were sent, those that failed among them. */
    public long requests() {
        return requests.sum();
    }

    @Override
    public boolean bucketExists() {
        requests.increment();
        return super.bucketExists();
    }

    @Override
    public void createBucket() {
        requests.increment();
        super.createBucket();
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        requests.increment();
        return super.head(key);
    }

    @Override
    public ListPage list(ListRequest request) {
        requests.increment();
        return super.list(request);
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        requests.increment();
        return super.get(key);
    }

    @Override
    public String put(PutRequest request, Body body) {
        requests.increment();
        return super.put(request, body);
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        requests.increment();
        return new CountingUpload(super.startMultipart(request));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new CountingUpload(super.resumeMultipart(request, uploadId));
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        requests.increment();
        return super.unfinishedUploads(prefix);
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        requests.increment();
        super.copy(from, to);
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        requests.increment();
        return super.delete(key);
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        requests.increment();
        super.deleteIfMatch(key, etag);
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        requests.increment();
        super.deleteVersion(key, versionId);
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        requests.increment();
        return super.versions(key);
    }

    @Override
    public Versioning versioning() {
        requests.increment();
        return super.versioning();
    }

    private final class CountingUpload extends ForwardingMultipartUpload {
        CountingUpload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            requests.increment();
            return super.uploadPart(number, body);
        }

        @Override
        public String complete(List<Part> parts) {
            requests.increment();
            return super.complete(parts);
        }

        @Override
        public List<StoredPart> storedParts() {
            requests.increment();
            return super.storedParts();
        }

        @Override
        public void abort() {
            requests.increment();
            super.abort();
        }
    }
}
