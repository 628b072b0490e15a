package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves that a bucket locks what is stored in it, by trying to delete it. A refusal proves nothing when this key may delete no
 * version at all; so a delete marker, which is never locked, is deleted for comparison.
 */
final class LockProof {
    private static final String CANARY = RemoteTree.OWN + "lock-canary";

    private final BucketContext context;
    private final ObjectKey key;

    LockProof(BucketContext context) {
        this.context = context;
        this.key = new ObjectKey(context.prefix() + CANARY);
    }

    Step prove() {
        String version = lockedVersion();
        Optional<ObjectLock> lock = context.admin().lockOf(key, version);
        if (lock.isEmpty()) {
            return failed(
                    "a new object, " + key + ", is not locked: the store keeps the setting and does not follow it;"
                            + " do not count on the lock");
        }
        Instant until = lock.get().until().truncatedTo(ChronoUnit.SECONDS);
        boolean mayDelete = mayDeleteMarkers();
        String refusal = tryToDelete(version);
        if (!isThere(version)) {
            return failed(
                    "the store deleted " + key + ", which was locked until " + until + ": do not count on the lock");
        }
        if (!mayDelete) {
            return failed(
                    "the store refused to delete " + key + ", but it lets this key delete no version at all, so that"
                            + " this proves nothing of the lock: run it with a key that may");
        }
        return new Step(
                "proof",
                State.DONE,
                "to delete " + key + ", locked until " + until + ", was tried and refused: " + refusal);
    }

    private static Step failed(String text) {
        return new Step("proof", State.FAILED, text);
    }

    /** Returns a version that should be locked: that of an earlier proof, or else a new one. */
    private String lockedVersion() {
        for (ObjectVersion version : objects()) {
            if (context.admin()
                    .lockOf(key, version.versionId())
                    .filter(lock -> context.clock().instant().isBefore(lock.until()))
                    .isPresent()) {
                return version.versionId();
            }
        }
        PutRequest request = new PutRequest(key, Map.of(), "text/plain", PutRequest.Condition.ALWAYS);
        String text = "Shows that what is stored here cannot be deleted before its time.\n";
        String unused = context.store().put(request, MemoryBody.of(text));
        return objects().stream()
                .findFirst()
                .map(ObjectVersion::versionId)
                .orElseThrow(() ->
                        new StoreException(Kind.UNAVAILABLE, "find", key.value(), "it was stored and has no version"));
    }

    private List<ObjectVersion> objects() {
        return context.store().versions(key).stream()
                .filter(version -> version.kind() == ObjectVersion.Kind.OBJECT)
                .toList();
    }

    private boolean isThere(String version) {
        return objects().stream().anyMatch(object -> object.versionId().equals(version));
    }

    private boolean mayDeleteMarkers() {
        try {
            Optional<String> marker = context.store().delete(key);
            if (marker.isEmpty()) {
                return false;
            }
            context.store().deleteVersion(key, marker.get());
            return true;
        } catch (StoreException e) {
            return refused(e);
        }
    }

    private String tryToDelete(String version) {
        try {
            context.store().deleteVersion(key, version);
            return "without a word";
        } catch (StoreException e) {
            boolean unused = refused(e);
            return e.reason();
        }
    }

    /** Stores do not agree on how they say that an object is locked. */
    private static boolean refused(StoreException e) {
        if (e.kind() != Kind.DENIED && e.kind() != Kind.REJECTED && e.kind() != Kind.CONFLICT) {
            throw e;
        }
        return false;
    }
}
