package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a bucket keeps what is locked, by trying to delete it. A refusal proves nothing when this key may delete no
 * version at all; so a delete marker, which is never locked, is deleted for comparison.
 */
public final class LockProbe {
    /** Where the object of the trials lies, below the prefix. */
    public static final String CANARY = RemoteTree.OWN + "lock-canary";

    private static final Duration SHORT = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final BucketAdmin admin;
    private final Clock clock;

    public LockProbe(ObjectStore store, BucketAdmin admin, Clock clock) {
        this.store = store;
        this.admin = admin;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome {
        REFUSED,
        /** The store deleted it all the same. */
        DELETED,
        /** A new object got no lock. */
        NOT_LOCKED,
        /** Refused, but so is every version to this key. */
        PROVES_NOTHING
    }

    /**
     * The trial.
     *
     * @param version that was tried
     * @param until when it is locked, to the second; null when it is not
     * @param refusal what the store said to it; empty when nothing
     */
    public record Trial(
            Outcome outcome, String version, @Nullable Instant until, String refusal) {}

    /** Which lock is tried. */
    public enum Lock {
        /** That which the bucket gives to each new object. */
        OF_THE_BUCKET,
        /** A governance lock of a minute, which is asked for. */
        OF_ITS_OWN
    }

    /**
     * Tries it on one object, which is stored unless a locked one of an earlier trial is still there.
     *
     * @param key of the object, for trials alone
     */
    public Trial probe(ObjectKey key, Lock kind) {
        String version = lockedVersion(key).orElseGet(() -> stored(key, kind));
        Optional<ObjectLock> lock = admin.lockOf(key, version);
        if (lock.isEmpty()) {
            return new Trial(Outcome.NOT_LOCKED, version, null, "");
        }
        Instant until = lock.get().until().truncatedTo(ChronoUnit.SECONDS);
        boolean mayDelete = mayDeleteMarkers(key);
        String refusal = tryToDelete(key, version);
        if (!isThere(key, version)) {
            return new Trial(Outcome.DELETED, version, until, refusal);
        }
        return new Trial(mayDelete ? Outcome.REFUSED : Outcome.PROVES_NOTHING, version, until, refusal);
    }

    private Optional<String> lockedVersion(ObjectKey key) {
        return objects(key).stream()
                .map(ObjectVersion::versionId)
                .filter(version -> admin.lockOf(key, version)
                        .filter(lock -> clock.instant().isBefore(lock.until()))
                        .isPresent())
                .findFirst();
    }

    private String stored(ObjectKey key, Lock kind) {
        PutRequest request = new PutRequest(key, Map.of(), "text/plain", PutRequest.Condition.ALWAYS);
        String text = "Shows that what is stored here cannot be deleted before its time.\n";
        String unused = store.put(request, MemoryBody.of(text));
        String version = objects(key).stream()
                .findFirst()
                .map(ObjectVersion::versionId)
                .orElseThrow(() ->
                        new StoreException(Kind.UNAVAILABLE, "find", key.value(), "it was stored and has no version"));
        if (kind == Lock.OF_ITS_OWN) {
            admin.lock(
                    key,
                    version,
                    new ObjectLock(LockMode.GOVERNANCE, clock.instant().plus(SHORT)));
        }
        return version;
    }

    private List<ObjectVersion> objects(ObjectKey key) {
        return store.versions(key).stream()
                .filter(version -> version.kind() == ObjectVersion.Kind.OBJECT)
                .toList();
    }

    private boolean isThere(ObjectKey key, String version) {
        return objects(key).stream().anyMatch(object -> object.versionId().equals(version));
    }

    private boolean mayDeleteMarkers(ObjectKey key) {
        try {
            Optional<String> marker = store.delete(key);
            if (marker.isEmpty()) {
                return false;
            }
            store.deleteVersion(key, marker.get());
            return true;
        } catch (StoreException e) {
            return refused(e);
        }
    }

    private String tryToDelete(ObjectKey key, String version) {
        try {
            store.deleteVersion(key, version);
            return "";
        } catch (StoreException e) {
            boolean unused = refused(e);
            return e.reason();
        }
    }

    private static boolean refused(StoreException e) {
        if (!e.kind().isRefusalToDelete()) {
            throw e;
        }
        return false;
    }
}
