package io.cammanager.backup.core.mirror;

import com.google.common.math.LongMath;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.transfer.ContentTypes;
import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of one object over. What was sent as a whole is sent as a whole again and what was sent in parts in parts
 * of the same size, so that the copy has the same ETag wherever that is made of the bytes. Nothing is visible at the target
 * before all bytes were found to be what they should be. Thread-safe.
 */
final class Carrier {
    private static final long MIB = 1L << 20;

    private final MirrorContext context;

    Carrier(MirrorContext context) {
        this.context = context;
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
        PutRequest request = request(path, from, there);
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
        requireThere(request, from, passing);
    }

    private PutRequest request(ObjectKey path, ObjectInfo from, @Nullable ObjectInfo there) {
        return new PutRequest(
                context.target().key(path),
                from.metadata(),
                ContentTypes.of(path.name()),
                there == null ? Condition.IF_ABSENT : Condition.ifMatch(there.etag()),
                context.options().storageClass());
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
            requireAsSeen(request);
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
        long partSize = partSize(size, passing.parts());
        for (long offset = 0; offset < size; offset += partSize) {
            long length = Math.min(partSize, size - offset);
            try (Piece piece = Piece.take(in, length, context.scratch(), whole)) {
                parts.add(upload.uploadPart(parts.size() + 1, piece));
            }
        }
        passing.require(whole);
        return parts;
    }

    /** Returns the size of which an object has so many parts: our own, or the smallest of whole mebibytes. */
    private long partSize(long size, int parts) {
        long own = context.options().partSizeBytes();
        long least = divideUp(divideUp(size, parts), MIB) * MIB;
        return divideUp(size, own) == parts ? own : Math.max(SyncOptions.MIN_PART_SIZE_BYTES, least);
    }

    private static long divideUp(long dividend, long divisor) {
        return LongMath.divide(dividend, divisor, RoundingMode.CEILING);
    }

    /** Few stores complete an upload in parts on a condition. */
    private void requireAsSeen(PutRequest request) {
        ObjectInfo now = context.target().store().head(request.key()).orElse(null);
        if (!Objects.equals(now == null ? null : now.etag(), request.condition().ifMatch())) {
            throw new MirrorEnd(
                    MirrorResult.CONFLICT, "another object has appeared at its key in the target meanwhile");
        }
    }

    private static void giveUp(MultipartUpload upload) {
        try {
            upload.abort();
        } catch (StoreException e) {
            // The failure that led here is the one to tell.
        }
    }

    /** The target's own later word, whatever it has said before. */
    private void requireThere(PutRequest request, ObjectInfo from, Passing passing) {
        ObjectInfo now = context.target().store().head(request.key()).orElse(null);
        if (now == null) {
            throw new MirrorEnd(MirrorResult.FAILED, "the target has taken it, and does not have it");
        }
        boolean etagTells = context.target().hasMd5Etags() && passing.hasMd5Etags() && passing.parts() == 1;
        if (now.size() != from.size()
                || !containsAll(now.metadata(), request.metadata())
                || (etagTells && !now.etag().equals(from.etag()))) {
            throw new MirrorEnd(MirrorResult.FAILED, "the target has another object than it was sent");
        }
    }

    private static boolean containsAll(Map<String, String> now, Map<String, String> sent) {
        return now.entrySet().containsAll(sent.entrySet());
    }
}
