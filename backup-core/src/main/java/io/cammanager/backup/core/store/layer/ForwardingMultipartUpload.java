package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import java.util.List;

/** Hands every call of an upload in parts on. */
public abstract class ForwardingMultipartUpload implements MultipartUpload {
    private final MultipartUpload inner;

    protected ForwardingMultipartUpload(MultipartUpload inner) {
        this.inner = inner;
    }

    @Override
    public String uploadId() {
        return inner.uploadId();
    }

    @Override
    public Part uploadPart(int number, Body body) {
        return inner.uploadPart(number, body);
    }

    @Override
    public String complete(List<Part> parts) {
        return inner.complete(parts);
    }

    @Override
    public List<StoredPart> storedParts() {
        return inner.storedParts();
    }

    @Override
    public void abort() {
        inner.abort();
    }
}
