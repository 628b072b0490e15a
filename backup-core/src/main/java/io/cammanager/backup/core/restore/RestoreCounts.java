package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreResult;
import java.util.Map;

/**
 * What became of the recordings that a restore met.
 *
 * @param results how many ended in which way; each recording once
 * @param unproven part of the restored: there was no hash to compare their bytes with
 * @param bytesRestored bytes of the restored recordings
 */
public record RestoreCounts(Map<RestoreResult, Long> results, long unproven, long bytesRestored) {
    public RestoreCounts {
        results = Map.copyOf(results);
    }

    public long of(RestoreResult result) {
        return results.getOrDefault(result, 0L);
    }

    /** Returns how many recordings were meant, as far as the restore came. */
    public long selected() {
        return results.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how a restore that nothing ended early ends. */
    public ExitCode exitCode() {
        if (of(RestoreResult.DAMAGED) > 0) {
            return ExitCode.MISMATCH;
        }
        boolean complete = selected() == of(RestoreResult.RESTORED) + of(RestoreResult.UNCHANGED);
        return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
