package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a run that deletes files here:
 * {@code examined = pruned + gone + changed + refused + missing + differing + failed}.
 *
 * @param pruned files that were deleted, or would be in a dry run
 * @param bytesFreed their sizes
 */
public record PruneSummary(
        long examined,
        long pruned,
        long gone,
        long changed,
        long refused,
        long missing,
        long differing,
        long failed,
        long bytesFreed,
        long durationMillis,
        long requests) {
    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("examined", examined)
                .put("pruned", pruned)
                .put("gone", gone)
                .put("changed", changed)
                .put("refused", refused)
                .put("missing", missing)
                .put("differing", differing)
                .put("failed", failed)
                .put("bytes_freed", bytesFreed)
                .put("duration_ms", durationMillis)
                .put("requests", requests)
                .buildOrThrow();
    }
}
