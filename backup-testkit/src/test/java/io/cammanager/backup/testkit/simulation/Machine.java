package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.lock.Heartbeat;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LeaseContext;
import io.cammanager.backup.core.lock.LeaseHolder;
import io.cammanager.backup.core.lock.LeaseKeeper;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.RetryingStore;
import io.cammanager.backup.testkit.simulation.Schedule.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The machine of one actor: its clocks, its way to the bucket, and the heartbeat of its lease. */
final class Machine {
    static final String PREFIX = "site/";
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final ObjectKey LEASE = new ObjectKey(PREFIX + RemoteTree.OWN + "lease/sync");

    private final Actor actor;
    private final SimBucket bucket;
    private final ObjectStore memory;
    private final UUID holder;
    private final Clock clock;
    private final boolean leaseDenied;
    private @Nullable Runnable beat;
    private long due;

    /**
     * Makes the machine.
     *
     * @param number of the state directory
     * @param leaseDenied whether its access key may write no leases
     */
    Machine(Actor actor, SimBucket bucket, ObjectStore memory, int number, boolean leaseDenied) {
        this.actor = actor;
        this.bucket = bucket;
        this.memory = memory;
        this.holder = new UUID(0, number);
        this.leaseDenied = leaseDenied;
        this.clock = actor.clock(Duration.ofHours(actor.random().nextInt(5) - 2L));
    }

    Clock clock() {
        return clock;
    }

    /** Returns the bucket as a run uses it. */
    ObjectStore store() {
        SimStore store = new SimStore(memory, bucket, actor, this::maybeBeat);
        return new RetryingStore(store, actor.sleeper(), actor.random());
    }

    /** The renewal comes when it is due, or later. */
    private void maybeBeat() {
        Runnable waiting = beat;
        if (waiting != null && actor.nanoTime() >= due && actor.chance(2)) {
            beat = null; // not within itself
            waiting.run();
            beat = waiting;
            due = actor.nanoTime() + TTL.toNanos() / 3;
        }
    }

    /** Takes the lease; empty when somebody else has it or the store will not tell. */
    Optional<Lease> take() {
        ObjectStore once = new SimStore(memory, bucket, actor, () -> {});
        if (leaseDenied) {
            once = new WithoutLease(once);
        }
        LeaseContext context = new LeaseContext(
                LEASE,
                new RetryingStore(once, actor.sleeper(), actor.random()),
                once,
                new LeaseHolder(holder, "host-" + holder.getLeastSignificantBits(), 1),
                new LeaseTiming(TTL, actor::nanoTime, Beats::new),
                clock,
                actor.sleeper(),
                actor.random(),
                () -> false,
                actor::note);
        try {
            Lease lease = new LeaseKeeper(context).take(bucket.mode().traits());
            bucket.take(actor, lease.epoch());
            return Optional.of(lease);
        } catch (BackupException | StoreException e) {
            actor.note("has no lease: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The way to a bucket with a key that may add recordings, and write no leases. */
    private static final class WithoutLease extends ForwardingObjectStore {
        WithoutLease(ObjectStore inner) {
            super(inner);
        }

        @Override
        public String put(PutRequest request, Body body) {
            throw new StoreException(Kind.DENIED, "put", request.key().value(), "this key may not");
        }
    }

    private final class Beats implements Heartbeat {
        @Override
        public void start(Duration period, Runnable task) {
            beat = task;
            due = actor.nanoTime() + period.toNanos();
        }

        @Override
        public void finish(Runnable last, Duration limit) {
            beat = null;
            last.run();
        }
    }
}
