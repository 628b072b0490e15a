package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of one object over. What was sent as a whole is sent as a whole again and what was sent in parts in parts
 * of the same size, so that the copy has the same ETag wherever that is made of the bytes. Nothing is visible at the target
 * before all bytes were found to be what they should be. A large object that was cut off begins anew the next time: that its
 * bytes are the right ones only their hash as a whole can tell, so they would all be fetched again in any case. Thread-safe.
 */
final class Carrier {
    private final MirrorContext context;
    private final Arrival arrival;

    Carrier(MirrorContext context, Arrival arrival) {
        this.context = context;
        this.arrival = arrival;
    }

    /**
     * Copies an object.
     *
     * @param from as it was just seen
     * @param there what is at the target, kept by now; null where nothing is
     * @throws MirrorEnd when that is not to be done, or has not come to what it should
     */
    void carry(ObjectKey path, ObjectInfo from, @Nullable ObjectInfo there) throws IOException {
        Passing passing = new Passing(from, context.source().hasMd5Etags());
        PutRequest request = arrival.request(path, from, there);
        try (ObjectContent content = context.source().store().get(from.key())) {
            if (!content.info().etag().equals(from.etag()) || content.info().size() != from.size()) {
                throw new MirrorEnd(MirrorResult.CHANGED, "another object takes its place at this moment");
            }
            if (passing.parts() == 1) {
                sendWhole(content.stream(), passing, request);
            } else {
                sendParts(content.stream(), passing, request);
            }
        }
        arrival.requireThere(request, passing);
    }

    private void sendWhole(InputStream in, Passing passing, PutRequest request) throws IOException {
        Piece.Hashes whole = new Piece.Hashes();
        try (Piece piece = Piece.take(in, passing.from().size(), context.scratch(), whole)) {
            passing.require(whole);
            String unused = context.target().store().put(request, piece);
        }
    }

    private void sendParts(InputStream in, Passing passing, PutRequest request) throws IOException {
        MultipartUpload upload = context.target().store().startMultipart(request);
        try {
            List<Part> parts = sendEach(in, passing, upload);
            arrival.requireAsSeen(request);
            String unused = upload.complete(parts);
        } catch (IOException | RuntimeException e) {
            giveUp(upload);
            throw e;
        }
    }

    private List<Part> sendEach(InputStream in, Passing passing, MultipartUpload upload) throws IOException {
        Piece.Hashes whole = new Piece.Hashes();
        List<Part> parts = new ArrayList<>();
        long size = passing.from().size();
        long partSize = passing.partSize(context.options().partSizeBytes());
        for (long offset = 0; offset < size; offset += partSize) {
            long length = Math.min(partSize, size - offset);
            try (Piece piece = Piece.take(in, length, context.scratch(), whole)) {
                parts.add(upload.uploadPart(parts.size() + 1, piece));
            }
        }
        passing.require(whole);
        return parts;
    }

    private static void giveUp(MultipartUpload upload) {
        try {
            upload.abort();
        } catch (StoreException e) {
            // The failure that led here is the one to tell.
        }
    }
}
