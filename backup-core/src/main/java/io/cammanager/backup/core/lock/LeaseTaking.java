package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.lock.LeaseObject.Seen;
import io.cammanager.backup.core.store.PutRequest.Condition;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a lease by conditional writes. No clocks are compared: a held lease has expired when it was seen unchanged for as
 * long as it lasts, measured here.
 */
final class LeaseTaking {
    private static final int ROUNDS = 6;
    private static final int LOOKS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final LeaseContext context;
    private final LeaseObject object;
    private final LeaseWait wait;
    private @Nullable Seen expired;

    LeaseTaking(LeaseContext context) {
        this.context = context;
        this.object = new LeaseObject(context, context.key());
        this.wait = new LeaseWait(context);
    }

    /**
     * Takes the lease; one that someone else holds is watched once, until it shows life or has expired.
     *
     * @throws BackupException with {@link ExitCode#LOCKED} when someone else holds it
     * @throws io.cammanager.backup.core.store.StoreException when the store will not have it, or cannot be asked
     */
    Lease take() {
        Optional<Seen> seen = object.read();
        boolean watched = false;
        for (int round = 0; round < ROUNDS; round++) {
            if (isFree(seen)) {
                RemoteLease lease = new RemoteLease(context, object, record(seen));
                if (lease.write(condition(seen))) {
                    return lease.begin();
                }
                wait.pauseAtRandom(LONGEST_PAUSE);
                seen = object.read();
            } else if (watched) {
                throw held(seen.orElseThrow().record());
            } else {
                seen = watch(seen.orElseThrow());
                watched = true;
            }
        }
        throw new BackupException(
                ExitCode.UNREACHABLE,
                "the lease " + context.key() + " could not be written: the store refused it " + ROUNDS + " times");
    }

    private boolean isFree(Optional<Seen> seen) {
        if (seen.isEmpty()) {
            return true;
        }
        LeaseRecord record = seen.get().record();
        return record.state() == LeaseRecord.State.RELEASED
                || record.holder().id().equals(context.holder().id()) // of a run that died: we have its local lock
                || seen.get().equals(expired);
    }

    private LeaseRecord record(Optional<Seen> seen) {
        return context.record(seen.map(before -> before.record().epoch() + 1).orElse(1L));
    }

    private static Condition condition(Optional<Seen> seen) {
        return seen.map(before -> Condition.ifMatch(before.etag())).orElse(Condition.IF_ABSENT);
    }

    /** Returns what stands there when it has changed, or when it has expired. */
    private Optional<Seen> watch(Seen held) {
        Duration ttl = held.record().ttl();
        context.warnings()
                .accept("the lease of the bucket is held by " + held.record().words() + "; waiting "
                        + Math.max(1, ttl.toSeconds()) + " s at most to see whether it is alive");
        for (int look = 0; look < LOOKS; look++) {
            wait.pause(ttl.dividedBy(LOOKS).plusNanos(LOOKS));
            Optional<Seen> now = object.read();
            if (!now.equals(Optional.of(held))) {
                return now;
            }
        }
        expired = held;
        return Optional.of(held);
    }

    static BackupException held(LeaseRecord record) {
        return new BackupException(
                ExitCode.LOCKED,
                "another run holds the lease of the bucket (" + record.words()
                        + "): wait until it has ended, or end it");
    }
}
