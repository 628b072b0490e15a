package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin.Versioned;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionMarker;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** What a bucket keeps beside its objects: their versions, and uploads that are not finished. */
final class S3Versions {
    private static final int MAX_PAGES = 1000;

    private final S3Client client;
    private final String bucket;
    private final S3Exceptions exceptions;

    S3Versions(S3Client client, String bucket, S3Exceptions exceptions) {
        this.client = client;
        this.bucket = bucket;
        this.exceptions = exceptions;
    }

    Versioning versioning() {
        try {
            BucketVersioningStatus status = exceptions.translate(
                    "ask for the versioning of",
                    bucket,
                    () -> client.getBucketVersioning(request -> request.bucket(bucket))
                            .status());
            if (status == BucketVersioningStatus.ENABLED) {
                return Versioning.ENABLED;
            }
            return status == BucketVersioningStatus.SUSPENDED ? Versioning.SUSPENDED : Versioning.OFF;
        } catch (StoreException e) {
            // A key without the right to ask cannot count on versions either.
            if (e.kind() == Kind.NOT_IMPLEMENTED || e.kind() == Kind.REJECTED || e.kind() == Kind.DENIED) {
                return Versioning.OFF;
            }
            throw e;
        }
    }

    /** Deletes, and returns the version of the marker that was made, if one was. */
    Optional<String> delete(ObjectKey key, Consumer<DeleteObjectRequest.Builder> how) {
        try {
            DeleteObjectResponse answer = exceptions.translate(
                    "delete",
                    key.value(),
                    () -> client.deleteObject(
                            request -> how.accept(request.bucket(bucket).key(key.value()))));
            return Boolean.TRUE.equals(answer.deleteMarker())
                    ? Optional.ofNullable(answer.versionId())
                    : Optional.empty();
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Returns the versions of a key. Others that begin with it follow it in the list, so that its own come first. */
    List<ObjectVersion> of(ObjectKey key) {
        List<ObjectVersion> found = new ArrayList<>();
        @Nullable String keyMarker = null;
        @Nullable String versionMarker = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            String fromKey = keyMarker;
            String fromVersion = versionMarker;
            ListObjectVersionsResponse answer = exceptions.translate(
                    "list the versions of",
                    key.value(),
                    () -> client.listObjectVersions(request -> request.bucket(bucket)
                            .prefix(key.value())
                            .keyMarker(fromKey)
                            .versionIdMarker(fromVersion)));
            addOwn(key, answer, found);
            keyMarker = answer.nextKeyMarker();
            versionMarker = answer.nextVersionIdMarker();
            if (!Boolean.TRUE.equals(answer.isTruncated()) || !key.value().equals(keyMarker)) {
                break;
            }
        }
        return found;
    }

    /** Tells all versions of all keys that begin with a text, page by page. */
    void below(String prefix, Consumer<Versioned> consumer) {
        @Nullable VersionMarker after = null;
        do {
            VersionPage page = page(new VersionListRequest(prefix, after));
            page.versions().forEach(row -> consumer.accept(new Versioned(row.key(), row.version())));
            if (page.next() != null && page.next().equals(after)) {
                throw new StoreException(
                        Kind.NOT_TRUSTWORTHY,
                        "list the versions in",
                        bucket + "/" + prefix,
                        "two pages say that the next one begins at the same place");
            }
            after = page.next();
        } while (after != null);
    }

    private static void addOwn(ObjectKey key, ListObjectVersionsResponse page, List<ObjectVersion> found) {
        VersionRows.of(page).stream().filter(row -> row.key().equals(key)).forEach(row -> found.add(row.version()));
    }

    VersionPage page(VersionListRequest request) {
        VersionMarker after = request.after();
        ListObjectVersionsResponse answer = exceptions.translate(
                "list the versions in",
                bucket + "/" + request.prefix(),
                () -> client.listObjectVersions(list -> list.bucket(bucket)
                        .prefix(request.prefix())
                        .encodingType(EncodingType.URL)
                        .keyMarker(after == null ? null : after.key())
                        .versionIdMarker(after == null ? null : after.versionId())));
        String key = answer.nextKeyMarker();
        if (!Boolean.TRUE.equals(answer.isTruncated())) {
            return new VersionPage(VersionRows.of(answer), null);
        }
        if (key == null || key.isEmpty()) {
            String reason = "a page says there is more, but not where it begins";
            throw new StoreException(Kind.NOT_TRUSTWORTHY, "list the versions in", bucket, reason);
        }
        return new VersionPage(VersionRows.of(answer), new VersionMarker(key, answer.nextVersionIdMarker()));
    }

    List<UnfinishedUpload> unfinishedUploads(String prefix) {
        List<UnfinishedUpload> found = new ArrayList<>();
        @Nullable String keyMarker = null;
        @Nullable String uploadMarker = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            String fromKey = keyMarker;
            String fromUpload = uploadMarker;
            ListMultipartUploadsResponse answer = exceptions.translate(
                    "list the uploads in",
                    bucket + "/" + prefix,
                    () -> client.listMultipartUploads(request -> request.bucket(bucket)
                            .prefix(prefix)
                            .keyMarker(fromKey)
                            .uploadIdMarker(fromUpload)));
            answer.uploads().stream()
                    .filter(upload -> upload.key().startsWith(prefix))
                    .forEach(upload -> found.add(new UnfinishedUpload(
                            new ObjectKey(upload.key()), upload.uploadId(), SdkWire.orEpoch(upload.initiated()))));
            keyMarker = answer.nextKeyMarker();
            uploadMarker = answer.nextUploadIdMarker();
            if (!Boolean.TRUE.equals(answer.isTruncated()) || keyMarker == null) {
                break;
            }
        }
        return found;
    }
}
