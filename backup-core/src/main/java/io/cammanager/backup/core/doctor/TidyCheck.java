package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;

/** Removes what was written, the versions of it too. */
final class TidyCheck implements Check {
    private static final String NAME = "tidying up";

    /** Far more pages than there can be; a listing that goes on showing what is deleted must not hold anybody for ever. */
    private static final int MAX_PAGES = 1000;

    private final BucketAdmin admin;
    private final Scratch scratch;
    private boolean lifts;

    TidyCheck(DoctorContext context, Scratch scratch) {
        this.admin = context.remote().admin();
        this.scratch = scratch;
    }

    @Override
    public List<Finding> look() {
        ObjectStore store = scratch.store();
        try {
            if (store.versioning() == Versioning.OFF) {
                deleteObjects(store);
            } else {
                deleteVersions(store);
            }
            return List.of(Finding.ok(NAME, "all that was written is removed again"));
        } catch (StoreException e) {
            if (!e.kind().isRefusalToDelete()) {
                throw e;
            }
            return List.of(Finding.warn(
                    NAME,
                    "a few hundred small objects stay in " + Quoted.of(scratch.folder()) + " (" + e.reason() + ")",
                    "delete them with a key that may, or let a rule for old versions do so"));
        }
    }

    private void deleteObjects(ObjectStore store) {
        for (int i = 0; i < MAX_PAGES; i++) {
            List<ListedObject> page =
                    store.list(ListRequest.all(scratch.folder())).objects();
            if (page.isEmpty()) {
                return;
            }
            page.forEach(object -> {
                var unused = store.delete(object.key());
            });
        }
    }

    /** Hides everything first: where versions must not be deleted, it is at least out of the way. */
    private void deleteVersions(ObjectStore store) {
        deleteObjects(store);
        for (int i = 0; i < MAX_PAGES; i++) {
            List<ListedVersion> page = store.listVersions(new VersionListRequest(scratch.folder(), null))
                    .versions();
            if (page.isEmpty()) {
                return;
            }
            page.forEach(row -> deleteVersion(store, row));
        }
    }

    /** In a bucket that locks each new version, these were locked as well. */
    private void deleteVersion(ObjectStore store, ListedVersion row) {
        String version = row.version().versionId();
        if (!lifts) {
            try {
                store.deleteVersion(row.key(), version);
                return;
            } catch (StoreException e) {
                if (!e.kind().isRefusalToDelete()) {
                    throw e;
                }
                lifts = true;
            }
        }
        admin.deleteLocked(row.key(), version);
    }
}
