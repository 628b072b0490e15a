package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a verification: {@code checked = verified + unproven + missing + differing + failed}.
 *
 * @param bytesRead bytes of recordings downloaded and hashed; 0 at the levels that read no data
 * @param unknown objects in the bucket that nothing here ever confirmed
 */
public record VerifySummary(
        VerifyLevel level,
        long checked,
        long verified,
        long unproven,
        long missing,
        long differing,
        long failed,
        long unknown,
        long bytesRead,
        long durationMillis,
        long requests) {
    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("checked", checked)
                .put("verified", verified)
                .put("unproven", unproven)
                .put("missing", missing)
                .put("differing", differing)
                .put("failed", failed)
                .put("unknown", unknown)
                .put("bytes_read", bytesRead)
                .put("duration_ms", durationMillis)
                .put("requests", requests)
                .buildOrThrow();
    }
}
