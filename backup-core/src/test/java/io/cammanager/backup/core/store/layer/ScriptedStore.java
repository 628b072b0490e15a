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
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down each call and fails it when a failure is due. */
final class ScriptedStore implements ObjectStore {
    private final Deque<StoreException> failures = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();

    void failNext(StoreException... next) {
        failures.addAll(List.of(next));
    }

    List<String> calls() {
        return calls;
    }

    private void called(String call) {
        calls.add(call);
        StoreException due = failures.poll();
        if (due != null) {
            throw due;
        }
    }

    @Override
    public boolean bucketExists() {
        called("bucketExists");
        return true;
    }

    @Override
    public void createBucket() {
        called("createBucket");
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        called("head");
        return Optional.empty();
    }

    @Override
    public ListPage list(ListRequest request) {
        called("list");
        return new ListPage(List.of(), List.of(), null);
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        called("get");
        return new ObjectContent(
                new ObjectInfo(request.key(), 0, "", Instant.EPOCH, Map.of()), InputStream.nullInputStream());
    }

    @Override
    public String put(PutRequest request, Body body) {
        called("put");
        return "etag";
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        called("start");
        return upload();
    }

    private MultipartUpload upload() {
        return new MultipartUpload() {
            @Override
            public String uploadId() {
                return "upload";
            }

            @Override
            public Part uploadPart(int number, Body body) {
                called("part");
                return new Part(number, "part" + number);
            }

            @Override
            public String complete(List<Part> parts) {
                called("complete");
                return "whole";
            }

            @Override
            public List<StoredPart> storedParts() {
                called("parts");
                return List.of();
            }

            @Override
            public void abort() {
                called("abort");
            }
        };
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return upload();
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        called("uploads");
        return List.of();
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        called("copy");
    }

    @Override
    public void copyFrom(BucketCopy copy) {
        called("copyFrom");
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        called("thaw");
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        called("delete");
        return Optional.empty();
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        called("deleteIfMatch");
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        called("deleteVersion");
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        called("versions");
        return List.of();
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        called("listVersions");
        return new VersionPage(List.of(), null);
    }

    @Override
    public Versioning versioning() {
        called("versioning");
        return Versioning.OFF;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
