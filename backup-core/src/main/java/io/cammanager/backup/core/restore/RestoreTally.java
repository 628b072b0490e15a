package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.RestoreResult;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a restore while it runs. Thread-safe. */
final class RestoreTally {
    private final Map<RestoreResult, Long> results = new EnumMap<>(RestoreResult.class);
    private long unproven;
    private long bytesRestored;

    synchronized void count(Ending ending, long size) {
        results.merge(ending.result(), 1L, Long::sum);
        if (ending.result() == RestoreResult.RESTORED) {
            bytesRestored += size;
            unproven += ending.equals(Ending.UNPROVEN) ? 1 : 0;
        }
    }

    synchronized RestoreCounts counts() {
        return new RestoreCounts(results, unproven, bytesRestored);
    }
}
