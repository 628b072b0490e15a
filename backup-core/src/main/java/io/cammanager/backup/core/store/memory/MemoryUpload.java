package io.cammanager.backup.core.store.memory;

import com.google.common.io.ByteSource;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An upload in parts. Parts may be of any size here, so that tests need not move 5 MiB for each. */
final class MemoryUpload implements MultipartUpload {
    private static final int MAX_PARTS = 10_000;

    private final MemoryBucket bucket;
    private final PutRequest request;
    private final String uploadId;
    private final Instant begun;
    private final Map<Integer, ReceivedBody> received = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    MemoryUpload(MemoryBucket bucket, PutRequest request, String uploadId) {
        this.bucket = bucket;
        this.request = request;
        this.uploadId = uploadId;
        this.begun = bucket.now();
    }

    /** Returns an upload that is not there any more. */
    static MemoryUpload finished(MemoryBucket bucket, PutRequest request, String uploadId) {
        MemoryUpload upload = new MemoryUpload(bucket, request, uploadId);
        upload.open = false;
        return upload;
    }

    UnfinishedUpload unfinished() {
        return new UnfinishedUpload(request.key(), uploadId, begun);
    }

    @Override
    public String uploadId() {
        return uploadId;
    }

    @Override
    public Part uploadPart(int number, Body body) {
        String operation = "upload part " + number + " of";
        requireOpen(operation);
        if (number < 1 || number > MAX_PARTS) {
            throw failure(Kind.REJECTED, operation, "part numbers go from 1 to " + MAX_PARTS);
        }
        ReceivedBody part = ReceivedBody.receive(operation, subject(), body);
        received.put(number, part);
        return new Part(number, part.md5().toString());
    }

    @Override
    public String complete(List<Part> parts) {
        String operation = "complete the upload of";
        requireOpen(operation);
        List<ByteSource> sources = new ArrayList<>();
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        int last = 0;
        for (Part part : parts) {
            if (part.number() <= last) {
                throw failure(Kind.REJECTED, operation, "part " + part.number() + " comes after part " + last);
            }
            last = part.number();
            ReceivedBody body = received(operation, part);
            sources.add(body.bytes());
            digests.writeBytes(body.md5().asBytes());
        }
        if (sources.isEmpty()) {
            throw failure(Kind.REJECTED, operation, "no parts are named");
        }
        String etag = ReceivedBody.md5(digests.toByteArray()) + "-" + sources.size();
        bucket.store(operation, request, ByteSource.wrap(joined(sources)), etag);
        close();
        return etag;
    }

    private static byte[] joined(List<ByteSource> sources) {
        try {
            return ByteSource.concat(sources).read();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    @Override
    public List<StoredPart> storedParts() {
        requireOpen("list the parts of");
        return received.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> new StoredPart(
                        part.getKey(),
                        part.getValue().md5().toString(),
                        part.getValue().size()))
                .toList();
    }

    @Override
    public void abort() {
        var unused = bucket.objects("abort the upload of", subject());
        close();
    }

    private ReceivedBody received(String operation, Part part) {
        ReceivedBody body = received.get(part.number());
        if (body == null || !body.md5().toString().equals(part.etag())) {
            throw failure(Kind.REJECTED, operation, "part " + part.number() + " " + part.etag() + " was not received");
        }
        return body;
    }

    private void requireOpen(String operation) {
        var unused = bucket.objects(operation, subject());
        if (!open) {
            throw failure(Kind.NOT_FOUND, operation, "there is no upload " + uploadId);
        }
    }

    private void close() {
        open = false;
        bucket.unfinished().remove(uploadId);
        received.clear();
    }

    private StoreException failure(Kind kind, String operation, String reason) {
        return new StoreException(kind, operation, subject(), reason);
    }

    private String subject() {
        return request.key().value();
    }
}
