package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How recordings are sent, and which.
 *
 * @param retention null for none
 * @param replacedDays how long the bucket keeps what was replaced or removed, in days
 * @param shard the cameras that are meant
 * @param leaseTtl how long the lease of the bucket lasts without a renewal
 */
public record TransferSettings(
        Duration minAge,
        int transfers,
        long partSizeBytes,
        long uploadCutoffBytes,
        int attempts,
        SyncOptions.Order order,
        @Nullable Duration retention,
        int replacedDays,
        Bandwidth bandwidth,
        Shard shard,
        Duration leaseTtl) {
    /** Returns sync options with all of these set; bandwidth, shard and lease belong to the engine. */
    public SyncOptions.Builder syncOptions() {
        return SyncOptions.builder()
                .minAge(minAge)
                .transfers(transfers)
                .partSizeBytes(partSizeBytes)
                .uploadCutoffBytes(uploadCutoffBytes)
                .attempts(attempts)
                .order(order)
                .retention(retention);
    }
}
