package io.cammanager.backup.core.store.s3;

import com.google.common.base.CharMatcher;
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
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** One bucket of a store that speaks S3. */
final class S3Store implements ObjectStore {
    private static final CharMatcher PRINTABLE_ASCII = CharMatcher.inRange(' ', '~');

    private final S3Client client;
    private final S3Wire wire;
    private final String bucket;
    private final S3Exceptions exceptions;
    private final S3Versions versions;
    private final S3Copier copier;
    private final S3Thawing thawing;

    S3Store(S3Client client, S3Wire wire, String bucket, S3Exceptions exceptions) {
        this.client = client;
        this.wire = wire;
        this.bucket = bucket;
        this.exceptions = exceptions;
        this.versions = new S3Versions(client, bucket, exceptions);
        this.copier = new S3Copier(client, bucket, exceptions);
        this.thawing = new S3Thawing(client, bucket, exceptions);
    }

    @Override
    public boolean bucketExists() {
        try {
            // Not a HEAD: its answer has no body, so a wrong secret could not be told from a missing right. And of our
            // own
            // keys: some servers break their answer when it has to name an odd one.
            exceptions.translate(
                    "reach",
                    bucket,
                    () -> client.listObjectsV2(
                            list -> list.bucket(bucket).prefix(RemoteTree.OWN).maxKeys(1)));
            return true;
        } catch (StoreException e) {
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void createBucket() {
        try {
            exceptions.translate("create", bucket, () -> client.createBucket(create -> create.bucket(bucket)));
        } catch (StoreException e) {
            if (!S3Exceptions.saysAlreadyOurs(e)) {
                throw e;
            }
        }
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        try {
            HeadObjectResponse head = exceptions.translate(
                    "head",
                    key.value(),
                    () -> client.headObject(request -> request.bucket(bucket).key(key.value())));
            return Optional.of(info(key, head));
        } catch (StoreException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ObjectInfo info(ObjectKey key, HeadObjectResponse head) {
        if (head.contentLength() == null) {
            throw new StoreException(Kind.UNAVAILABLE, "head", key.value(), "an answer without a length");
        }
        return new ObjectInfo(
                key,
                head.contentLength(),
                SdkWire.etag(head.eTag()),
                SdkWire.orEpoch(head.lastModified()),
                SdkWire.lowerCase(head.metadata()),
                head.versionId(),
                S3Thawing.coldOf(head));
    }

    private static boolean isMissing(StoreException e) {
        return e.kind() == Kind.NOT_FOUND || e.kind() == Kind.BUCKET_MISSING;
    }

    @Override
    public ListPage list(ListRequest request) {
        return wire.listPage(request);
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return wire.get(request);
    }

    @Override
    public String put(PutRequest request, Body body) {
        requireSendable("put", request);
        return wire.put(request, body);
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        requireSendable("start upload of", request);
        String answered = exceptions.translate(
                "start upload of",
                request.key().value(),
                () -> client.createMultipartUpload(create -> create.bucket(bucket)
                                .key(request.key().value())
                                .metadata(request.metadata())
                                .contentType(request.contentType())
                                .storageClass(request.storageClass()))
                        .uploadId());
        String uploadId = S3Multipart.requireId(answered, "start upload of", request.key());
        return new S3Multipart(client, wire, bucket, exceptions, request, uploadId);
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new S3Multipart(client, wire, bucket, exceptions, request, uploadId);
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return versions.unfinishedUploads(prefix);
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        copyFrom(new BucketCopy(
                bucket, from, new PutRequest(to, Map.of(), "", PutRequest.Condition.ALWAYS), BucketCopy.WHOLE));
    }

    @Override
    public void copyFrom(BucketCopy copy) {
        copier.copy(copy);
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        thawing.thaw(key, versionId, options);
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return versions.delete(key, request -> {});
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        Optional<String> unused = versions.delete(key, request -> request.ifMatch(etag));
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        Optional<String> unused = versions.delete(key, request -> request.versionId(versionId));
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return versions.of(key);
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        return versions.page(request);
    }

    @Override
    public Versioning versioning() {
        return versions.versioning();
    }

    private static void requireSendable(String operation, PutRequest request) {
        ObjectKey key = request.key();
        if (key.utf8Length() > ObjectKey.MAX_BYTES) {
            String reason =
                    "the key has " + key.utf8Length() + " bytes, and S3 allows no more than " + ObjectKey.MAX_BYTES;
            throw new StoreException(Kind.REJECTED, operation, key.value(), reason);
        }
        request.metadata().forEach((name, value) -> {
            if (!PRINTABLE_ASCII.matchesAllOf(value)) {
                String reason = "the value of the metadata " + name + " is not printable ASCII";
                throw new StoreException(Kind.REJECTED, operation, key.value(), reason);
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
