package io.cammanager.backup.core.prune;

import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.PruneSummary;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a run that deletes files here, while it runs. Thread-safe. */
public final class PruneCounts {
    private final Map<PruneResult, Long> results = new EnumMap<>(PruneResult.class);
    private long examined;
    private long bytesFreed;

    synchronized void add(PruneResult result, long size) {
        examined++;
        results.merge(result, 1L, Long::sum);
        if (result == PruneResult.PRUNED || result == PruneResult.PLANNED) {
            bytesFreed += size;
        }
    }

    public synchronized long of(PruneResult result) {
        return results.getOrDefault(result, 0L);
    }

    synchronized long bytesFreed() {
        return bytesFreed;
    }

    public synchronized PruneSummary summary(long durationMillis, long requests) {
        return new PruneSummary(
                examined,
                of(PruneResult.PRUNED) + of(PruneResult.PLANNED),
                of(PruneResult.GONE),
                of(PruneResult.CHANGED),
                of(PruneResult.REFUSED),
                of(PruneResult.MISSING),
                of(PruneResult.DIFFERS),
                of(PruneResult.FAILED),
                bytesFreed,
                durationMillis,
                requests);
    }
}
