package io.cammanager.backup.core.restore;

import com.google.common.base.Throwables;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Fetches one large recording in ranges, several at once, each to its place in the file. */
final class RangedDownload {
    private final RestoreContext context;
    private final ExecutorService threads;
    private final Attempts attempts;
    private final Source source;

    RangedDownload(RestoreContext context, ExecutorService threads, Attempts attempts, Source source) {
        this.context = context;
        this.threads = threads;
        this.attempts = attempts;
        this.source = source;
    }

    /**
     * Returns what the object was, once all of its bytes are in the file. Of a file that has them all already the last range
     * is fetched again, since only an answer tells what the object is.
     *
     * @throws StartOverException when the ranges are not of one object, or the store gives out none
     */
    Stretch.Opened into(RangedFile file) throws DamagedContentException, StartOverException {
        List<Future<Stretch.Opened>> pieces = new ArrayList<>();
        int count = Math.toIntExact(context.ranges().count(source.size()));
        for (int range = 0; range < count; range++) {
            int number = range;
            boolean isOnlyOne = pieces.isEmpty() && range == count - 1;
            if (isOnlyOne || !file.finished().contains(range)) {
                pieces.add(threads.submit(() -> fetch(file, number)));
            } else {
                attempts.found(context.ranges().bytes(range, source.size()));
            }
        }
        try {
            return join(pieces);
        } finally {
            pieces.forEach(piece -> piece.cancel(true));
        }
    }

    private Stretch.Opened fetch(RangedFile file, int range) throws DamagedContentException, StartOverException {
        long bytes = context.ranges().rangeBytes();
        Stretch.Opened opened = new Stretch(
                        context.way(), attempts, request().range(range * bytes, bytes), new InPlace(file.file()))
                .run();
        file.finished().add(range);
        return opened;
    }

    private ReadRequest request() {
        ReadRequest all = source.read();
        return source.etag().isEmpty() ? all : all.onlyIf(source.etag());
    }

    private static Stretch.Opened join(List<Future<Stretch.Opened>> pieces)
            throws DamagedContentException, StartOverException {
        Stretch.Opened first = join(pieces.get(0));
        for (Future<Stretch.Opened> piece : pieces) {
            if (!join(piece).etag().equals(first.etag())) {
                throw new StartOverException("another object took its place meanwhile");
            }
        }
        return first;
    }

    private static Stretch.Opened join(Future<Stretch.Opened> piece)
            throws DamagedContentException, StartOverException {
        try {
            return piece.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndingException(Ending.STOPPED);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            Throwables.throwIfInstanceOf(cause, DamagedContentException.class);
            Throwables.throwIfInstanceOf(cause, StartOverException.class);
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException("a stretch throws nothing else", cause);
        }
    }

    /** Hashes nothing: ranges come in any order. */
    private record InPlace(StagedFile file) implements Stretch.Sink {
        @Override
        public void opened(ExpectedContent expected) {
            // What is expected of the whole is compared when it is whole.
        }

        @Override
        public void take(byte[] bytes, int count, long position) {
            file.write(bytes, count, position);
        }
    }
}
