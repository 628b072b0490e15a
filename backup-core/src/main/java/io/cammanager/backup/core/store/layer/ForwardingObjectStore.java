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
import java.util.Optional;

/** Hands every call on. A layer overrides what it changes. */
public abstract class ForwardingObjectStore implements ObjectStore {
    private final ObjectStore inner;

    protected ForwardingObjectStore(ObjectStore inner) {
        this.inner = inner;
    }

    @Override
    public boolean bucketExists() {
        return inner.bucketExists();
    }

    @Override
    public void createBucket() {
        inner.createBucket();
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return inner.head(key);
    }

    @Override
    public ListPage list(ListRequest request) {
        return inner.list(request);
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        return inner.get(key);
    }

    @Override
    public String put(PutRequest request, Body body) {
        return inner.put(request, body);
    }

    /** Hands the call on; a layer that changes how parts are sent wraps what comes back. */
    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return inner.startMultipart(request);
    }

    @Override
    public void delete(ObjectKey key) {
        inner.delete(key);
    }

    @Override
    public void close() {
        inner.close();
    }
}
