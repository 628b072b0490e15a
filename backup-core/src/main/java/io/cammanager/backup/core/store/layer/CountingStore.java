package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
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
    public void delete(ObjectKey key) {
        requests.increment();
        super.delete(key);
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
        public void abort() {
            requests.increment();
            super.abort();
        }
    }
}
