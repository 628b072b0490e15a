package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What every file's transfer needs of its run.
 *
 * @param prefix empty, or ending in a slash
 */
public record TransferContext(
        Path source,
        String prefix,
        ObjectStore store,
        StoreTraits traits,
        Catalog catalog,
        SyncOptions options,
        BackupListener listener,
        Clock clock) {
    /** Returns the whole key of a path. */
    ObjectKey key(ObjectKey path) {
        return new ObjectKey(prefix + path.value());
    }
}
