package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.ObjectStore;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What a restore works with.
 *
 * @param prefix empty, or ending in a slash
 * @param listener called from several threads; must not throw
 * @param cancelled asked now and then; once true, the restore ends as soon as it can
 * @param random draws the time between attempts
 */
public record RestoreContext(
        ObjectStore store,
        String prefix,
        RestoreOptions options,
        BackupListener listener,
        BooleanSupplier cancelled,
        Sleeper sleeper,
        RandomGenerator random) {
    public RestoreContext {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("prefix (" + prefix + ") must be empty or end in a slash");
        }
    }
}
