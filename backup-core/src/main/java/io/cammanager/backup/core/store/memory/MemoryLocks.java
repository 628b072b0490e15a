package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps versions from being deleted. Guarded by its bucket. */
final class MemoryLocks {
    private record Version(ObjectKey key, String id) {}

    private final Map<Version, ObjectLock> locks = new HashMap<>();
    private final Set<Version> holds = new HashSet<>();
    private @Nullable BucketLock bucket;

    @Nullable BucketLock bucket() {
        return bucket;
    }

    void setBucket(@Nullable BucketLock value) {
        bucket = value;
    }

    void clear() {
        locks.clear();
        holds.clear();
        bucket = null;
    }

    /** Locks a new object as the bucket locks each of them. */
    void stored(ObjectKey key, String version, Instant now) {
        BucketLock.Default byDefault = bucket == null ? null : bucket.byDefault();
        if (byDefault != null) {
            Instant until = now.plus(Duration.ofDays(byDefault.days()));
            locks.put(new Version(key, version), new ObjectLock(byDefault.mode(), until));
        }
    }

    void requireFree(ObjectKey key, String version, Instant now) {
        Version asked = new Version(key, version);
        ObjectLock lock = locks.get(asked);
        if (holds.contains(asked) || (lock != null && now.isBefore(lock.until()))) {
            throw new StoreException(Kind.DENIED, "delete a version of", key.value(), "it is locked");
        }
    }

    @Nullable ObjectLock lockOf(ObjectKey key, String version) {
        return locks.get(new Version(key, version));
    }

    void lock(ObjectKey key, String version, ObjectLock lock) {
        ObjectLock there = lockOf(key, version);
        if (there != null && lock.until().isBefore(there.until())) {
            throw new StoreException(Kind.DENIED, "lock", key.value(), "it is locked for longer");
        }
        locks.put(new Version(key, version), lock);
    }

    /** Takes a governance lock off; any other stays. */
    void lift(ObjectKey key, String version) {
        ObjectLock lock = lockOf(key, version);
        if (lock != null && lock.mode() == LockMode.GOVERNANCE) {
            locks.remove(new Version(key, version));
        }
    }

    LegalHold holdOf(ObjectKey key, String version) {
        return holds.contains(new Version(key, version)) ? LegalHold.ON : LegalHold.OFF;
    }

    void hold(ObjectKey key, String version, LegalHold hold) {
        boolean unused =
                hold == LegalHold.ON ? holds.add(new Version(key, version)) : holds.remove(new Version(key, version));
    }
}
