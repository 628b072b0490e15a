package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.MirrorSummary;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a copy of a bucket while it runs. Thread-safe. */
public final class MirrorCounts {
    private final Map<MirrorResult, Long> results = new EnumMap<>(MirrorResult.class);
    private long examined;
    private long bytesCopied;
    private final Map<Mark, Long> marks = new EnumMap<>(Mark.class);

    /** What else is counted of an object that is copied. */
    enum Mark {
        /** The store has copied it by itself. */
        SERVER_SIDE,
        /** Neither the catalog nor the manifest knows it: only its own metadata, if any, speaks for it. */
        UNPROVEN
    }

    synchronized void add(Mirrored object, long size) {
        MirrorResult result = object.result();
        examined++;
        results.merge(result, 1L, Long::sum);
        if (result == MirrorResult.COPIED || result == MirrorResult.PLANNED) {
            bytesCopied += size;
            object.marks().forEach(mark -> marks.merge(mark, 1L, Long::sum));
        }
    }

    public synchronized long of(MirrorResult result) {
        return results.getOrDefault(result, 0L);
    }

    public synchronized MirrorSummary summary(long durationMillis, long requests) {
        return new MirrorSummary(
                examined,
                of(MirrorResult.COPIED) + of(MirrorResult.PLANNED),
                of(MirrorResult.UNCHANGED),
                of(MirrorResult.GONE),
                of(MirrorResult.CHANGED),
                of(MirrorResult.CONFLICT),
                of(MirrorResult.DAMAGED),
                of(MirrorResult.MISSING),
                of(MirrorResult.FAILED),
                marks.getOrDefault(Mark.SERVER_SIDE, 0L),
                marks.getOrDefault(Mark.UNPROVEN, 0L),
                bytesCopied,
                durationMillis,
                requests);
    }
}
