package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.ObjectStore;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * How bytes come out of the bucket.
 *
 * @param listener called from several threads; must not throw
 * @param cancelled asked now and then; once true, what is under way ends as soon as it can
 * @param random draws the time between attempts
 */
public record Way(
        ObjectStore store,
        BackupListener listener,
        BooleanSupplier cancelled,
        Sleeper sleeper,
        RandomGenerator random) {}
