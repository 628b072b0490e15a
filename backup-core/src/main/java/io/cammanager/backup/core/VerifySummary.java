package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a verification: {@code checked = verified + unproven + missing + differing + failed}.
 *
 * @param bytesRead bytes of recordings downloaded and hashed; 0 at the levels that read no content
 * @param unknown objects in the bucket that nothing here ever confirmed
 * @param notRead recordings that were meant and whose content was not read: all at the levels that read none, else those
 *     that were left to other runs, could not be read, or lie in a cold storage class
 * @param healed of the missing and the differing, those that were sent again and are now as they should be
 * @param coverage how much was ever read back, after this verification; null where it was not asked for
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
        long requests,
        long notRead,
        long healed,
        @Nullable Coverage coverage) {
    /** Returns how many are not as they should be, after whatever was healed. */
    public long mismatched() {
        return missing + differing - healed;
    }

    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        ImmutableMap.Builder<String, Long> counts = ImmutableMap.<String, Long>builder()
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
                .put("not_read", notRead)
                .put("healed", healed);
        if (coverage != null) {
            counts.put("confirmed", coverage.confirmed()).put("never_read", coverage.neverRead());
        }
        return counts.buildOrThrow();
    }
}
