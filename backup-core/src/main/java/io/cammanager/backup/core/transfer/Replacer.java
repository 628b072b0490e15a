package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Allowance;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import org.jspecify.annotations.Nullable;

/** What a file may do to a different object at its key, what is kept of that first, and what is taken back when it fails. */
final class Replacer {
    private final TransferContext context;

    Replacer(TransferContext context) {
        this.context = context;
    }

    /**
     * Returns why the file must not take the object's place, or null when it may.
     *
     * @param difference how the two were found to differ
     */
    @Nullable Reason refusal(PlannedFile file, ObjectInfo there, Reason difference) {
        if (context.options().allowed().contains(Allowance.REPLACE_CONFLICTS)) {
            return null;
        }
        if (there.size() == ObjectInfo.CORRUPT_SIZE) {
            return Reason.CORRUPT_REMOTELY;
        }
        if (there.size() > file.stamp().size()) {
            return Reason.SMALLER;
        }
        if (context.keeping().wayToReplace(there) == KeepWay.NOT_SAFELY) {
            return Reason.CANNOT_KEEP;
        }
        return difference == Reason.NO_HASH ? difference : null;
    }

    /** Keeps the object, unless the bucket does so by itself. */
    void keepFirst(ObjectKey path, @Nullable ObjectInfo there) {
        if (there != null && context.keeping().wayToReplace(there) != KeepWay.AS_VERSION) {
            ObjectKey unused = context.keeping().putAside(path, there);
        }
    }

    /**
     * Takes back what this very attempt has stored, and nothing else: it was never confirmed, and the file is here. A version
     * is deleted exactly, which shows again what it has replaced. Without versions, what has replaced something stays, since
     * nothing could be put in its place without overwriting what another client may have written.
     */
    void withdraw(Upload upload, ObjectInfo stored) {
        ObjectStore store = context.store();
        String version = Keeping.versionOf(stored);
        if (!version.equals(Keeping.NO_VERSION)) {
            deleteVersion(stored, version);
        } else if (upload.replaced() != null) {
            context.listener()
                    .onEvent(new BackupEvent.Warning("what was sent as "
                            + Quoted.of(upload.path().value())
                            + " could not be proven; the object that it has replaced is kept in "
                            + Quoted.of(
                                    context.keeping().folder() + upload.path().value())
                            + ", and the next run sends the file again"));
        } else if (context.traits().conditionalDelete() == Enforcement.HOLDS) {
            store.deleteIfMatch(stored.key(), stored.etag());
        } else {
            var unused = store.delete(stored.key());
        }
    }

    /** An access key that may delete no versions is a good one to have: then what is unproven stays the latest, and is told. */
    private void deleteVersion(ObjectInfo stored, String version) {
        try {
            context.store().deleteVersion(stored.key(), version);
        } catch (StoreException e) {
            if (e.kind() != Kind.DENIED) {
                throw e;
            }
            context.listener()
                    .onEvent(new BackupEvent.Warning("version " + version + " of "
                            + Quoted.of(stored.key().value())
                            + " could not be proven, and could not be taken back either: " + e.reason()));
        }
    }
}
