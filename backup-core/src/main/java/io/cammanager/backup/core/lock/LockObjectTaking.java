package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a lock where the store has nothing better to offer than a listing: writes a lock of its own and looks who else has
 * one. Whoever sees another lock steps back; to let the lowest name win would let two win. A lock that is seen under the
 * same key for a whole ttl is one of a run that died, since the living change theirs.
 */
final class LockObjectTaking {
    private static final int ROUNDS = 6;
    private static final int LOOKS = 6;
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final LeaseContext context;
    private final LockObjects objects;
    private final LeaseWait wait;
    private Set<ObjectKey> dead = Set.of();

    LockObjectTaking(LeaseContext context) {
        this.context = context;
        this.objects = new LockObjects(context);
        this.wait = new LeaseWait(context);
    }

    /**
     * Takes the lock.
     *
     * @return empty where not even a listing shows what was written just before
     * @throws BackupException with {@link ExitCode#LOCKED} when someone else holds it
     * @throws io.cammanager.backup.core.store.StoreException when the store will not have it, or cannot be asked
     */
    Optional<Lease> take() {
        Set<ObjectKey> others = others();
        if (!others.isEmpty()) {
            watch(others);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            others = others();
            if (others.isEmpty()) {
                ObjectLock lock = new ObjectLock(context, objects);
                Standing standing = settle(lock);
                if (standing == Standing.ALONE) {
                    return Optional.of(lock.begin());
                }
                lock.stepBack();
                if (standing == Standing.UNSEEN) {
                    return Optional.empty();
                }
            }
            wait.pauseAtRandom(SETTLE.multipliedBy(2L * round));
        }
        throw held(others());
    }

    private enum Standing {
        ALONE,
        CONTESTED,
        UNSEEN
    }

    private Standing settle(ObjectLock lock) {
        try {
            wait.pause(SETTLE);
            Set<ObjectKey> seen = objects.list();
            boolean own = seen.remove(lock.key());
            seen.removeAll(dead);
            if (!seen.isEmpty()) {
                return Standing.CONTESTED;
            }
            return own ? Standing.ALONE : Standing.UNSEEN;
        } catch (RuntimeException e) {
            lock.stepBack();
            throw e;
        }
    }

    /** Returns the locks of others that live, for all we know; deletes our own old ones, and those of the dead. */
    private Set<ObjectKey> others() {
        Set<ObjectKey> others = new LinkedHashSet<>();
        for (ObjectKey key : objects.list()) {
            if (objects.isOurs(key) || dead.contains(key)) {
                objects.delete(key);
            } else {
                others.add(key);
            }
        }
        return others;
    }

    /** Returns when the locks are gone or must be those of the dead, and throws when one was renewed. */
    private void watch(Set<ObjectKey> before) {
        Optional<LeaseRecord> holder = objects.read(before.iterator().next());
        Duration theirs = holder.map(LeaseRecord::ttl).orElse(Duration.ZERO);
        Duration ours = context.timing().ttl();
        Duration ttl = ours.compareTo(theirs) > 0 ? ours : theirs;
        holder.ifPresent(record -> context.warnings()
                .accept("the lock of the bucket is held by " + record.words() + "; waiting "
                        + Math.max(1, ttl.toSeconds()) + " s at most to see whether it is alive"));
        for (int look = 0; look < LOOKS; look++) {
            wait.pause(ttl.dividedBy(LOOKS).plusNanos(LOOKS));
            Set<ObjectKey> now = others();
            if (now.isEmpty()) {
                return;
            }
            if (!before.containsAll(now)) {
                throw held(now);
            }
        }
        dead = before;
    }

    private BackupException held(Set<ObjectKey> others) {
        String who = others.stream()
                .findFirst()
                .flatMap(objects::read)
                .map(LeaseRecord::words)
                .orElse("several began at once");
        return new BackupException(
                ExitCode.LOCKED,
                "another run holds the lock of the bucket (" + who + "): wait until it has ended, or end it");
    }
}
