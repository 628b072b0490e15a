package io.cammanager.backup.core.remove;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Removes objects, one at a time, and only the very ones that were confirmed. No lease makes that safe: its holder may be
 * stopped for an hour between two requests, and a delete by key then hits whatever was written meanwhile. So each way of
 * removing is safe without it, and the lease only keeps two removers from getting in each other's way:
 *
 * <ul>
 *   <li>where the bucket keeps versions, a delete marker hides the object, and then the versions are looked at: if what lies
 *       right below the marker is not the version that was meant, the marker is taken back, exactly;
 *   <li>where it does not, but a delete on a condition is honoured, a verified copy is put aside and the object is deleted
 *       by its ETag;
 *   <li>elsewhere nothing is removed.
 * </ul>
 *
 * <p>What a store throws ends the call; the object is then where it was, or kept, and {@link #finish} sets right what a lost
 * answer left behind. Thread-safe.
 */
public final class Remover {
    /** Markers that hide what they should not are taken back at once; that many looks only meet someone who adds more. */
    private static final int MAX_LOOKS = 10;

    private final ObjectStore store;
    private final String prefix;
    private final Keeping keeping;
    private final LeaseView lease;
    private final RemovalJournal journal;

    /**
     * Makes the remover of one run.
     *
     * @param prefix empty, or ending in a slash
     * @param guards what is asked and told before anything is removed
     */
    public Remover(ObjectStore store, String prefix, Keeping keeping, Guards guards) {
        this.store = store;
        this.prefix = prefix;
        this.keeping = keeping;
        this.lease = guards.lease();
        this.journal = guards.journal();
    }

    /** What is asked, and what is told, before anything is removed. */
    public record Guards(LeaseView lease, RemovalJournal journal) {}

    /** Removes the object that the row says is confirmed, if it is still that one. */
    public Removal remove(CatalogRow row) {
        Confirmation confirmed = row.confirmation();
        // Equal size and time is how an object of another origin is recognised, not a reason to delete it.
        if (confirmed == null || confirmed.proof() == Proof.METADATA) {
            return new Removal(RemovalResult.NOT_OURS);
        }
        Optional<ObjectInfo> there = store.head(key(row.path()));
        if (there.isEmpty()) {
            return new Removal(RemovalResult.GONE);
        }
        if (!isConfirmed(there.get(), row, confirmed)) {
            return new Removal(RemovalResult.CHANGED, "another object is at its key by now");
        }
        return switch (keeping.wayToRemove(there.get())) {
            case AS_VERSION -> hide(row.path(), there.get());
            case AS_COPY -> copyAndDelete(row.path(), there.get());
            case NOT_SAFELY -> new Removal(RemovalResult.IMPOSSIBLE);
        };
    }

    private static boolean isConfirmed(ObjectInfo there, CatalogRow row, Confirmation confirmed) {
        return there.etag().equals(confirmed.etag())
                && there.size() == row.stamp().size()
                && Objects.equals(RecordingMetadata.of(there).uploadId(), confirmed.uploadId());
    }

    private Removal copyAndDelete(ObjectKey path, ObjectInfo there) {
        try {
            ObjectKey copy = keeping.putAside(path, there);
            if (!lease.isHeld()) {
                return new Removal(RemovalResult.LEASE_LOST);
            }
            store.deleteIfMatch(there.key(), there.etag());
            return new Removal(RemovalResult.DELETED, "kept at " + copy);
        } catch (StoreException e) {
            if (e.kind() != Kind.PRECONDITION_FAILED && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            // It may also be our own delete, sent again because its answer was lost, that finds nothing to delete.
            return store.head(there.key()).isEmpty()
                    ? new Removal(RemovalResult.GONE)
                    : new Removal(RemovalResult.CHANGED, "someone wrote its key at the same time");
        }
    }

    private Removal hide(ObjectKey path, ObjectInfo there) {
        if (!lease.isHeld()) {
            return new Removal(RemovalResult.LEASE_LOST);
        }
        String version = Keeping.versionOf(there);
        journal.begin(path, version);
        Optional<String> marker = store.delete(there.key());
        return ended(path, lookBelow(there.key(), version, marker));
    }

    /**
     * Ends a removal that an earlier run had begun, of which it is not known how far it came: takes markers back that hide
     * another version than the one that was meant. Needs no lease, since it only shows what was hidden.
     *
     * @param versionId as it was given to {@link RemovalJournal#begin}
     */
    public Removal finish(ObjectKey path, String versionId) {
        return ended(path, lookBelow(key(path), versionId, Optional.empty()));
    }

    private Removal ended(ObjectKey path, Removal removal) {
        if (removal.result() != RemovalResult.HIDDEN) {
            journal.end(path);
        }
        return removal;
    }

    /**
     * Looks what the markers at the top of a key hide, and takes them back while it is not what was meant. There may be more
     * than one of ours, when an answer was lost and the delete was sent again. One that another client has put there goes
     * with them: an object that is listed once too often is no loss.
     */
    private Removal lookBelow(ObjectKey key, String meant, Optional<String> marker) {
        boolean wasHidden = false;
        for (int look = 0; look < MAX_LOOKS; look++) {
            List<ObjectVersion> versions = store.versions(key);
            List<ObjectVersion> markers = versions.stream()
                    .takeWhile(version -> version.kind() == ObjectVersion.Kind.DELETE_MARKER)
                    .toList();
            if (markers.size() == versions.size()) {
                return new Removal(RemovalResult.GONE); // nothing is left that could be hidden
            }
            if (!markers.isEmpty() && versions.get(markers.size()).versionId().equals(meant)) {
                return new Removal(RemovalResult.DELETED, "kept as version " + meant);
            }
            if (markers.isEmpty() && (marker.isEmpty() || wasHidden)) {
                return new Removal(RemovalResult.CHANGED, "someone wrote its key at the same time");
            }
            // A marker below what was written later hides nothing now, but would when that is taken back.
            List<String> ours = markers.isEmpty()
                    ? marker.stream().toList()
                    : markers.stream().map(ObjectVersion::versionId).toList();
            if (!takeBack(key, ours)) {
                return hidden(ours);
            }
            wasHidden = true;
        }
        return hidden(List.of());
    }

    /** Returns false when the key in use may not do that. */
    private boolean takeBack(ObjectKey key, List<String> markers) {
        try {
            markers.forEach(marker -> store.deleteVersion(key, marker));
            return true;
        } catch (StoreException e) {
            if (e.kind() != Kind.DENIED) {
                throw e;
            }
            return false;
        }
    }

    private static Removal hidden(List<String> markers) {
        return new Removal(
                RemovalResult.HIDDEN,
                "someone wrote its key at the same time, and a delete marker hides that (" + String.join(", ", markers)
                        + "): remove the marker, which this access key may not");
    }

    private ObjectKey key(ObjectKey path) {
        return new ObjectKey(prefix + path.value());
    }
}
