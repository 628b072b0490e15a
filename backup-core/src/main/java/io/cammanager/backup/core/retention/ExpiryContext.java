package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.ExpiryMarks;
import io.cammanager.backup.core.store.ObjectStore;
import java.util.function.Predicate;

/**
 * What one run of the retention works with.
 *
 * @param prefix empty, or ending in a slash
 * @param sentAgain says whether a file is here that a sync would send again
 */
public record ExpiryContext(
        ExpiryOptions options,
        Moment now,
        Catalog catalog,
        ObjectStore store,
        String prefix,
        Predicate<ObjectKey> sentAgain,
        BackupListener listener) {
    ExpiryMarks marks() {
        return catalog.expiryMarks();
    }

    ObjectKey key(ObjectKey path) {
        return new ObjectKey(prefix + path.value());
    }

    boolean isDryRun() {
        return options.mode() == SyncOptions.Mode.DRY_RUN;
    }
}
