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

    synchronized void add(MirrorResult result, long size) {
        examined++;
        results.merge(result, 1L, Long::sum);
        if (result == MirrorResult.COPIED || result == MirrorResult.PLANNED) {
            bytesCopied += size;
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
                bytesCopied,
                durationMillis,
                requests);
    }
}
