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
import org.jspecify.annotations.Nullable;

/** Hands every call on. A layer overrides what it changes. */
public abstract class ForwardingObjectStore implements ObjectStore {
    private final ObjectStore inner;

    protected ForwardingObjectStore(ObjectStore inner) {
        this.inner = inner;
    }

    /** Returns what is wrapped, for the parts of a layer. */
    final ObjectStore inner() {
        return inner;
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

    /** Is {@link #get(ReadRequest)} of the whole, which alone a layer overrides. */
    @Override
    public final ObjectContent get(ObjectKey key) {
        return get(ReadRequest.whole(key));
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return inner.get(request);
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
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return inner.resumeMultipart(request, uploadId);
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return inner.unfinishedUploads(prefix);
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        inner.copy(from, to);
    }

    @Override
    public void copyFrom(BucketCopy copy) {
        inner.copyFrom(copy);
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        inner.thaw(key, versionId, options);
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return inner.delete(key);
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        inner.deleteIfMatch(key, etag);
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        inner.deleteVersion(key, versionId);
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return inner.versions(key);
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        return inner.listVersions(request);
    }

    @Override
    public Versioning versioning() {
        return inner.versioning();
    }

    @Override
    public void close() {
        inner.close();
    }
}
