package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes one object for good, and no other that someone may write to its key at the same moment:
 *
 * <ul>
 *   <li>where it has a version of its own, that version, and before it the older ones below it, which would be seen in its place
 *       otherwise;
 *   <li>where the store deletes on a condition, by its ETag;
 *   <li>elsewhere by its key, right after a look and under the lease, which leaves a moment in which another client's object could
 *       be hit. No sync of ours writes there: what is too old is not sent.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class ExactDelete {
    private final ObjectStore store;
    private final RetentionTools tools;
    private final Moment now;
    private final int replacedDays;

    ExactDelete(ExpiryContext context, RetentionTools tools) {
        this.store = context.store();
        this.tools = tools;
        this.now = context.now();
        this.replacedDays = context.options().replacedDays();
    }

    /**
     * What became of it.
     *
     * @param lockedUntil until when the store refuses; null when it does not, or does not say
     */
    record Deletion(Expiry expiry, @Nullable Instant lockedUntil) {
        private static Deletion of(ExpiryResult result, @Nullable String detail) {
            return new Deletion(new Expiry(result, detail), null);
        }
    }

    Deletion delete(ObjectInfo there) {
        String version = Keeping.versionOf(there);
        KeepWay way = tools.keeping().wayToRemove(there);
        if (way == KeepWay.AS_VERSION || !version.equals(Keeping.NO_VERSION)) {
            return deleteVersions(there, version, way);
        }
        requireLease();
        try {
            if (way == KeepWay.AS_COPY) {
                store.deleteIfMatch(there.key(), there.etag());
            } else {
                Optional<String> unused = store.delete(there.key());
            }
            return Deletion.of(ExpiryResult.DELETED, null);
        } catch (StoreException e) {
            if (e.kind() != Kind.PRECONDITION_FAILED && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            // It may also be our own delete, sent again because its answer was lost, that finds nothing to delete.
            return store.head(there.key()).isEmpty()
                    ? Deletion.of(ExpiryResult.DELETED, null)
                    : Deletion.of(ExpiryResult.CHANGED, "someone wrote its key at the same time");
        }
    }

    private Deletion deleteVersions(ObjectInfo there, String version, KeepWay way) {
        List<String> all = store.versions(there.key()).stream()
                .map(ObjectVersion::versionId)
                .toList();
        int place = all.indexOf(version);
        if (place != 0) {
            return place < 0
                    ? Deletion.of(ExpiryResult.FAILED, "the store does not list the version that it shows")
                    : Deletion.of(ExpiryResult.CHANGED, "someone wrote its key at the same time");
        }
        if (all.size() > 1 && !there.lastModified().isBefore(now.before(replacedDays))) {
            return Deletion.of(ExpiryResult.WAITING, "what it has replaced is still kept (REPLACED_DAYS)");
        }
        if (way != KeepWay.AS_VERSION && all.contains(Keeping.NO_VERSION)) {
            return Deletion.of(
                    ExpiryResult.FAILED,
                    "it lies above one without a version of its own, which can be deleted safely only while the bucket"
                            + " keeps versions");
        }
        List<String> oldestFirst = new ArrayList<>(all);
        Collections.reverse(oldestFirst);
        for (String one : oldestFirst) {
            Deletion refused = deleteVersion(there.key(), one);
            if (refused != null) {
                return refused;
            }
        }
        return Deletion.of(ExpiryResult.DELETED, "version " + version);
    }

    /** Returns null when it is deleted. */
    private @Nullable Deletion deleteVersion(ObjectKey key, String version) {
        requireLease();
        try {
            store.deleteVersion(key, version);
            return null;
        } catch (StoreException e) {
            LockedVersions.Found lock = LockedVersions.mayBeLock(e)
                    ? tools.locked().find(key, version, now.served()).orElse(null)
                    : null;
            if (lock == null) {
                throw e;
            }
            return new Deletion(new Expiry(ExpiryResult.LOCKED, lock.words()), lock.until());
        }
    }

    private void requireLease() {
        if (!tools.lease().isHeld()) {
            throw new BackupException(
                    ExitCode.LOCKED, "the lease of this bucket is not held, or no longer: nothing more is deleted");
        }
    }
}
