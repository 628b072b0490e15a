package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.SyncOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How recordings are sent. */
public record TransferSettings(
        Duration minAge,
        int transfers,
        long partSizeBytes,
        long uploadCutoffBytes,
        int attempts,
        SyncOptions.Order order,
        @Nullable Duration retention) {
    /** Returns sync options with all of these set. */
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
