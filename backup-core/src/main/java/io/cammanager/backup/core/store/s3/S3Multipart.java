package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;

/** An upload in parts that a store has begun. */
final class S3Multipart implements MultipartUpload {
    private final S3Client client;
    private final S3Wire wire;
    private final String bucket;
    private final S3Exceptions exceptions;
    private final PutRequest request;
    private final String uploadId;

    S3Multipart(
            S3Client client, S3Wire wire, String bucket, S3Exceptions exceptions, PutRequest request, String uploadId) {
        this.client = client;
        this.wire = wire;
        this.bucket = bucket;
        this.exceptions = exceptions;
        this.request = request;
        this.uploadId = uploadId;
    }

    /** Returns the id of an upload that was begun; an answer that tells none has begun nothing that could be gone on with. */
    static String requireId(@Nullable String uploadId, String operation, ObjectKey key) {
        if (uploadId == null || uploadId.isEmpty()) {
            throw new StoreException(Kind.UNAVAILABLE, operation, key.value(), "an answer that says nothing");
        }
        return uploadId;
    }

    @Override
    public String uploadId() {
        return uploadId;
    }

    @Override
    public Part uploadPart(int number, Body body) {
        return new Part(number, wire.uploadPart(request.key(), uploadId, number, body));
    }

    @Override
    public String complete(List<Part> parts) {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.etag())
                        .build())
                .toList();
        CompleteMultipartUploadRequest.Builder complete = CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(request.key().value())
                .uploadId(uploadId)
                .multipartUpload(upload -> upload.parts(completed));
        complete.ifMatch(request.condition().ifMatch())
                .ifNoneMatch(request.condition().ifNoneMatch());
        CompleteMultipartUploadResponse answer = exceptions.translate(
                "complete", request.key().value(), () -> client.completeMultipartUpload(complete.build()));
        if (answer.eTag() == null && answer.key() == null && answer.bucket() == null) {
            // A store that gives up halfway, behind a 200 that it has sent already, may leave the body empty.
            String reason = "an answer that says nothing";
            throw new StoreException(Kind.UNAVAILABLE, "complete", request.key().value(), reason);
        }
        return SdkWire.etag(answer.eTag());
    }

    @Override
    public List<StoredPart> storedParts() {
        List<StoredPart> found = new ArrayList<>();
        for (int last = 0; ; ) {
            int marker = last;
            ListPartsResponse page = exceptions.translate(
                    "list the parts of",
                    request.key().value(),
                    () -> client.listParts(list -> list.bucket(bucket)
                            .key(request.key().value())
                            .uploadId(uploadId)
                            .partNumberMarker(marker)));
            for (software.amazon.awssdk.services.s3.model.Part part : page.parts()) {
                found.add(new StoredPart(part.partNumber(), SdkWire.etag(part.eTag()), part.size()));
                last = Math.max(last, part.partNumber());
            }
            if (!Boolean.TRUE.equals(page.isTruncated()) || last == marker) {
                return found;
            }
        }
    }

    @Override
    public void abort() {
        try {
            exceptions.translate(
                    "abort",
                    request.key().value(),
                    () -> client.abortMultipartUpload(abort ->
                            abort.bucket(bucket).key(request.key().value()).uploadId(uploadId)));
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }
}
