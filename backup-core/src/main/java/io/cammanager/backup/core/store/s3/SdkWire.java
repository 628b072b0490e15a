package io.cammanager.backup.core.store.s3;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** The four requests by way of the AWS SDK. */
final class SdkWire implements S3Wire {
    private static final String OCTETS = "application/octet-stream";

    private final S3Client client;
    private final String bucket;
    private final Checksums checksums;
    private final S3Exceptions exceptions;

    SdkWire(S3Client client, String bucket, Checksums checksums, S3Exceptions exceptions) {
        this.client = client;
        this.bucket = bucket;
        this.checksums = checksums;
        this.exceptions = exceptions;
    }

    @Override
    public String put(PutRequest request, Body body) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(request.key().value())
                .metadata(request.metadata())
                .contentType(request.contentType())
                .storageClass(request.storageClass())
                .overrideConfiguration(signedWith(body));
        HashCode md5 = body.digests().md5();
        if (md5 != null) {
            put.contentMD5(base64(md5));
        }
        put.ifMatch(request.condition().ifMatch())
                .ifNoneMatch(request.condition().ifNoneMatch());
        if (checksums == Checksums.SUPPORTED) {
            put.checksumSHA256(base64(body.digests().sha256()));
        }
        SendingBody sending = new SendingBody(body);
        try {
            return exceptions.translateSend(
                    "put",
                    request.key().value(),
                    sending,
                    () -> etag(client.putObject(put.build(), content(sending, body, request.contentType()))
                            .eTag()));
        } catch (StoreException e) {
            throw request.condition().ifMatch() != null && e.kind() == Kind.NOT_FOUND ? gone(request, e) : e;
        }
    }

    /** What was to be replaced is gone: some say 404 to that, and some 412. */
    private static StoreException gone(PutRequest request, StoreException e) {
        return new StoreException(
                Kind.PRECONDITION_FAILED, "put", request.key().value(), e.reason(), e.retryAfterMillis(), e);
    }

    @Override
    public String uploadPart(ObjectKey key, String uploadId, int number, Body body) {
        UploadPartRequest.Builder part = UploadPartRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .uploadId(uploadId)
                .partNumber(number)
                .overrideConfiguration(signedWith(body));
        HashCode md5 = body.digests().md5();
        if (md5 != null) {
            part.contentMD5(base64(md5));
        }
        // No x-amz-checksum-sha256 here: the whole upload would have to be begun and completed with it.
        SendingBody sending = new SendingBody(body);
        return exceptions.translateSend(
                "upload part " + number + " of",
                key.value(),
                sending,
                () -> etag(client.uploadPart(part.build(), content(sending, body, OCTETS))
                        .eTag()));
    }

    private static RequestBody content(SendingBody sending, Body body, String contentType) {
        return RequestBody.fromContentProvider(sending, body.length(), contentType);
    }

    /** Announces the hash that {@link PresetPayloadSigner} signs. */
    private static AwsRequestOverrideConfiguration signedWith(Body body) {
        return AwsRequestOverrideConfiguration.builder()
                .putHeader(
                        PresetPayloadSigner.PAYLOAD_HASH,
                        body.digests().sha256().toString())
                .build();
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return exceptions.translate("get", request.key().value(), () -> {
            ResponseInputStream<GetObjectResponse> stream = client.getObject(get -> get.bucket(bucket)
                    .key(request.key().value())
                    .versionId(request.versionId())
                    .ifMatch(request.ifMatch())
                    .range(AnsweredRange.header(request)));
            GetObjectResponse head = stream.response();
            try {
                long size = AnsweredRange.objectSize(request, head);
                ObjectInfo info = new ObjectInfo(
                        request.key(),
                        size,
                        etag(head.eTag()),
                        orEpoch(head.lastModified()),
                        lowerCase(head.metadata()),
                        head.versionId());
                return new ObjectContent(info, new ReceivingStream(stream, head.contentLength()));
            } catch (StoreException e) {
                stream.abort();
                throw e;
            }
        });
    }

    @Override
    public ListPage listPage(ListRequest request) {
        // Without url encoding a key with a control character makes a page that no XML parser can read.
        ListObjectsV2Request.Builder list = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(request.prefix())
                .encodingType(EncodingType.URL);
        if (request.depth() == ListRequest.Depth.ONE_LEVEL) {
            list.delimiter("/");
        }
        if (request.token() != null) {
            list.continuationToken(request.token());
        } else if (request.startAfter() != null) {
            list.startAfter(request.startAfter());
        }
        return exceptions.translate(
                "list", bucket + "/" + request.prefix(), () -> page(request, client.listObjectsV2(list.build())));
    }

    private ListPage page(ListRequest request, ListObjectsV2Response page) {
        return new ListPage(
                page.contents().stream().map(SdkWire::listed).toList(),
                page.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
                nextToken(request, page));
    }

    private @Nullable String nextToken(ListRequest request, ListObjectsV2Response page) {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return null;
        }
        String token = page.nextContinuationToken();
        if (token == null || token.isEmpty() || token.equals(request.token())) {
            String reason = "a page says there is more, but not where it begins";
            throw new StoreException(Kind.NOT_TRUSTWORTHY, "list", bucket + "/" + request.prefix(), reason);
        }
        return token;
    }

    private static ListedObject listed(S3Object object) {
        return new ListedObject(
                new ObjectKey(object.key()), object.size(), etag(object.eTag()), orEpoch(object.lastModified()));
    }

    static String etag(@Nullable String quoted) {
        return quoted == null ? "" : CharMatcher.is('"').trimFrom(quoted);
    }

    static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }

    static Map<String, String> lowerCase(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> b));
    }

    private static String base64(HashCode hash) {
        return BaseEncoding.base64().encode(hash.asBytes());
    }
}
