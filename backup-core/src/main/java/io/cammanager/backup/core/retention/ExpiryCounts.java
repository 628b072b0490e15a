package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ExpirySummary;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a run of the retention, while it runs. Thread-safe. */
public final class ExpiryCounts {
    private final Map<ExpiryResult, Long> results = new EnumMap<>(ExpiryResult.class);
    private long bytesDeleted;
    private long unmarked;

    synchronized void add(ExpiryResult result, long size) {
        results.merge(result, 1L, Long::sum);
        if (result == ExpiryResult.DELETED || result == ExpiryResult.PLANNED) {
            bytesDeleted += size;
        }
    }

    synchronized void addUnmarked(long marks) {
        unmarked += marks;
    }

    public synchronized ExpirySummary summary(long durationMillis, long requests) {
        return new ExpirySummary(results, unmarked, bytesDeleted, durationMillis, requests);
    }
}
