package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/**
 * Copies objects into a bucket, from itself or from another one of the store, in one request where the protocol allows it, which is up to 5 GiB. Some servers, Ceph 16
 * among them, do not look at the condition, so what was copied is told by its ETag as well.
 */
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

    void copy(BucketCopy copy) {
        ObjectInfo from = copy.from();
        if (copy.partSizeBytes() != BucketCopy.WHOLE || from.size() > MAX_SINGLE_COPY_BYTES) {
            copyInParts(copy);
            return;
        }
        CopyObjectResponse answer =
                exceptions.translate("copy", from.key().value(), () -> client.copyObject(one(copy)));
        if (answer.copyObjectResult() == null || answer.copyObjectResult().eTag() == null) {
            throw saysNothing("copy", from);
        }
        // The copy of what was sent in parts may have an ETag of another kind; then only the source can tell.
        if (!SdkWire.etag(answer.copyObjectResult().eTag()).equals(from.etag())) {
            HeadObjectResponse unused = requireUnchanged(copy);
        }
    }

    private CopyObjectRequest one(BucketCopy copy) {
        ObjectInfo from = copy.from();
        PutRequest to = copy.to();
        return CopyObjectRequest.builder()
                .sourceBucket(copy.bucket())
                .sourceKey(from.key().value())
                .sourceVersionId(from.versionId())
                .copySourceIfMatch(from.etag())
                .destinationBucket(bucket)
                .destinationKey(to.key().value())
                .ifMatch(to.condition().ifMatch())
                .ifNoneMatch(to.condition().ifNoneMatch())
                .storageClass(to.storageClass())
                .metadataDirective(MetadataDirective.COPY)
                .build();
    }

    /** Behind a 200 that it has sent already, a store that gives up halfway may leave the body empty. */
    private static StoreException saysNothing(String operation, ObjectInfo from) {
        return new StoreException(Kind.UNAVAILABLE, operation, from.key().value(), "an answer that says nothing");
    }

    private HeadObjectResponse requireUnchanged(BucketCopy copy) {
        ObjectInfo from = copy.from();
        HeadObjectResponse head = exceptions.translate(
                "head",
                from.key().value(),
                () -> client.headObject(request ->
                        request.bucket(copy.bucket()).key(from.key().value()).versionId(from.versionId())));
        if (!SdkWire.etag(head.eTag()).equals(from.etag())) {
            throw new StoreException(
                    Kind.PRECONDITION_FAILED, "copy", from.key().value(), "another object is there by now");
        }
        return head;
    }

    private void copyInParts(BucketCopy copy) {
        ObjectInfo from = copy.from();
        ObjectKey to = copy.to().key();
        HeadObjectResponse head = requireUnchanged(copy);
        String uploadId = start(copy, head);
        try {
            List<CompletedPart> parts = copyParts(copy, head.contentLength(), uploadId);
            HeadObjectResponse unused = requireUnchanged(copy);
            CompleteMultipartUploadResponse answer = exceptions.translate(
                    "complete the copy of",
                    from.key().value(),
                    () -> client.completeMultipartUpload(complete -> complete.bucket(bucket)
                            .key(to.value())
                            .uploadId(uploadId)
                            .ifMatch(copy.to().condition().ifMatch())
                            .ifNoneMatch(copy.to().condition().ifNoneMatch())
                            .multipartUpload(upload -> upload.parts(parts))));
            if (answer.eTag() == null && answer.key() == null && answer.bucket() == null) {
                throw saysNothing("complete the copy of", from);
            }
        } catch (StoreException e) {
            giveUp(to, uploadId);
            throw e;
        }
    }

    private String start(BucketCopy copy, HeadObjectResponse head) {
        PutRequest to = copy.to();
        String answered = exceptions.translate(
                "start the copy of",
                copy.from().key().value(),
                () -> client.createMultipartUpload(create -> create.bucket(bucket)
                                .key(to.key().value())
                                .metadata(head.metadata())
                                .contentType(head.contentType())
                                .storageClass(to.storageClass()))
                        .uploadId());
        return S3Multipart.requireId(answered, "start the copy of", to.key());
    }

    private List<CompletedPart> copyParts(BucketCopy copy, long size, String uploadId) {
        long partSize = copy.partSizeBytes() == BucketCopy.WHOLE ? PART_BYTES : copy.partSizeBytes();
        List<CompletedPart> parts = new ArrayList<>();
        for (long offset = 0; offset < size; offset += partSize) {
            String range = "bytes=" + offset + "-" + (Math.min(offset + partSize, size) - 1);
            parts.add(copyPart(copy, range, uploadId, parts.size() + 1));
        }
        return parts;
    }

    private CompletedPart copyPart(BucketCopy copy, String range, String uploadId, int number) {
        ObjectInfo from = copy.from();
        @Nullable CopyPartResult result = exceptions.translate(
                "copy part " + number + " of",
                from.key().value(),
                () -> client.uploadPartCopy(part -> part.sourceBucket(copy.bucket())
                                .sourceKey(from.key().value())
                                .sourceVersionId(from.versionId())
                                // In quotes, as the protocol has it: of a part, the embedded server takes no other.
                                .copySourceIfMatch("\"" + from.etag() + "\"")
                                .copySourceRange(range)
                                .destinationBucket(bucket)
                                .destinationKey(copy.to().key().value())
                                .uploadId(uploadId)
                                .partNumber(number))
                        .copyPartResult());
        if (result == null || result.eTag() == null) {
            throw saysNothing("copy part " + number + " of", from);
        }
        return CompletedPart.builder().partNumber(number).eTag(result.eTag()).build();
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
