package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.RestoreOptions;

/**
 * What a restore works with.
 *
 * @param prefix empty, or ending in a slash
 */
public record RestoreContext(Way way, String prefix, RestoreOptions options, Ranges ranges) {
    public RestoreContext {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("prefix (" + prefix + ") must be empty or end in a slash");
        }
    }

    BackupListener listener() {
        return way.listener();
    }
}
