package io.cammanager.backup.core;

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
}
