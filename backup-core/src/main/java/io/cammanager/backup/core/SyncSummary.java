package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a sync. {@code scanned = uploaded + unchanged + excluded + deferred + failed + vanished + conflicts}
 * always holds. Of a dry run, {@code uploaded} is what would be sent.
 *
 * @param replaced part of {@code uploaded}
 * @param bytesUploaded bytes of recordings sent and proven
 * @param bytesTotal bytes of every regular file scanned and not excluded
 * @param verified recordings that the verification found as they should be
 * @param requests requests sent to the store, retries included
 */
public record SyncSummary(
        long scanned,
        long uploaded,
        long unchanged,
        long excluded,
        long deferred,
        long failed,
        long vanished,
        long conflicts,
        long replaced,
        long deleted,
        long bytesUploaded,
        long bytesTotal,
        long verified,
        long mismatched,
        long durationMillis,
        long requests) {
    public SyncSummary {
        long sum = uploaded + unchanged + excluded + deferred + failed + vanished + conflicts;
        if (scanned != sum) {
            throw new IllegalArgumentException(
                    "scanned (" + scanned + ") must be the sum of the outcomes (" + sum + ")");
        }
    }

    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("scanned", scanned)
                .put("uploaded", uploaded)
                .put("unchanged", unchanged)
                .put("excluded", excluded)
                .put("deferred", deferred)
                .put("failed", failed)
                .put("vanished", vanished)
                .put("conflicts", conflicts)
                .put("replaced", replaced)
                .put("deleted", deleted)
                .put("bytes_uploaded", bytesUploaded)
                .put("bytes_total", bytesTotal)
                .put("verified", verified)
                .put("mismatched", mismatched)
                .put("duration_ms", durationMillis)
                .put("requests", requests)
                .buildOrThrow();
    }
}
