package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a store that refuses to delete a version does so because it is locked, which is what the lock is for, or
 * because the access key may not. Thread-safe.
 */
public final class LockedVersions implements AutoCloseable {
    private final Supplier<BucketAdmin> opener;
    private final UnaryOperator<ObjectKey> storedKey;
    private @Nullable BucketAdmin opened;

    /**
     * Makes one that opens nothing until a store refuses.
     *
     * @param storedKey returns the key under which the bucket has what is told under another
     */
    public LockedVersions(Supplier<BucketAdmin> opener, UnaryOperator<ObjectKey> storedKey) {
        this.opener = opener;
        this.storedKey = storedKey;
    }

    /**
     * A lock as it was found.
     *
     * @param until null under a legal hold, which has no end
     */
    record Found(@Nullable Instant until) {
        String words() {
            return until == null ? "kept under a legal hold" : "kept until " + until.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    static boolean mayBeLock(StoreException refusal) {
        return refusal.kind() == Kind.DENIED
                || refusal.kind() == Kind.REJECTED; // some servers have a code of their own
    }

    /** Returns the lock of a version; empty where there is none, or this key may not see it. */
    Optional<Found> find(ObjectKey key, String versionId, Instant now) {
        ObjectKey stored = storedKey.apply(key);
        if (ask(() -> admin().holdOf(stored, versionId), LegalHold.OFF) == LegalHold.ON) {
            return Optional.of(new Found(null));
        }
        return ask(() -> admin().lockOf(stored, versionId), Optional.<ObjectLock>empty())
                .map(ObjectLock::until)
                .filter(until -> until.isAfter(now))
                .map(Found::new);
    }

    private static <T> T ask(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (StoreException e) {
            return switch (e.kind()) {
                case DENIED, REJECTED, NOT_IMPLEMENTED, NOT_FOUND -> otherwise;
                default -> throw e;
            };
        }
    }

    private synchronized BucketAdmin admin() {
        BucketAdmin there = opened == null ? opener.get() : opened;
        opened = there;
        return there;
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
