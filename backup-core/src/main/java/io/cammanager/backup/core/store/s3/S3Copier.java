package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** Copies objects inside a bucket, in one request where the protocol allows it, which is up to 5 GiB. */
final class S3Copier {
    private static final long MAX_SINGLE_COPY_BYTES = 5L << 30;
    private static final long PART_BYTES = 1L << 30;

    private final S3Client client;
    private final String bucket;
    private final S3Exceptions exceptions;

    S3Copier(S3Client client, String bucket, S3Exceptions exceptions) {
        this.client = client;
        this.bucket = bucket;
        this.exceptions = exceptions;
    }

    void copy(ObjectInfo from, ObjectKey to) {
        if (from.size() <= MAX_SINGLE_COPY_BYTES) {
            exceptions.translate(
                    "copy",
                    from.key().value(),
                    () -> client.copyObject(copy -> copy.sourceBucket(bucket)
                            .sourceKey(from.key().value())
                            .sourceVersionId(from.versionId())
                            .copySourceIfMatch(from.etag())
                            .destinationBucket(bucket)
                            .destinationKey(to.value())
                            .metadataDirective(MetadataDirective.COPY)));
        } else {
            copyInParts(from, to);
        }
    }

    private void copyInParts(ObjectInfo from, ObjectKey to) {
        HeadObjectResponse head = exceptions.translate(
                "head",
                from.key().value(),
                () -> client.headObject(request -> request.bucket(bucket)
                        .key(from.key().value())
                        .versionId(from.versionId())
                        .ifMatch(from.etag())));
        String uploadId = exceptions.translate(
                "start the copy of",
                from.key().value(),
                () -> client.createMultipartUpload(create -> create.bucket(bucket)
                                .key(to.value())
                                .metadata(head.metadata())
                                .contentType(head.contentType()))
                        .uploadId());
        try {
            List<CompletedPart> parts = copyParts(from, head.contentLength(), to, uploadId);
            exceptions.translate(
                    "complete the copy of",
                    from.key().value(),
                    () -> client.completeMultipartUpload(complete -> complete.bucket(bucket)
                            .key(to.value())
                            .uploadId(uploadId)
                            .multipartUpload(upload -> upload.parts(parts))));
        } catch (StoreException e) {
            giveUp(to, uploadId);
            throw e;
        }
    }

    private List<CompletedPart> copyParts(ObjectInfo from, long size, ObjectKey to, String uploadId) {
        List<CompletedPart> parts = new ArrayList<>();
        for (long offset = 0; offset < size; offset += PART_BYTES) {
            int number = parts.size() + 1;
            String range = "bytes=" + offset + "-" + (Math.min(offset + PART_BYTES, size) - 1);
            String etag = exceptions.translate(
                    "copy part " + number + " of",
                    from.key().value(),
                    () -> client.uploadPartCopy(copy -> copy.sourceBucket(bucket)
                                    .sourceKey(from.key().value())
                                    .sourceVersionId(from.versionId())
                                    .copySourceIfMatch(from.etag())
                                    .copySourceRange(range)
                                    .destinationBucket(bucket)
                                    .destinationKey(to.value())
                                    .uploadId(uploadId)
                                    .partNumber(number))
                            .copyPartResult()
                            .eTag());
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }

    private void giveUp(ObjectKey to, String uploadId) {
        try {
            exceptions.translate(
                    "abort",
                    to.value(),
                    () -> client.abortMultipartUpload(
                            abort -> abort.bucket(bucket).key(to.value()).uploadId(uploadId)));
        } catch (StoreException e) {
            // The failure that led here is the one to tell.
        }
    }
}
