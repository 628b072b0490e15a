package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.lock.LeaseContext.Moment;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that is renewed as long as it is wanted. It counts as held for three quarters of its ttl from when its last
 * successful renewal was <em>sent</em>, by whichever clock has moved further.
 */
abstract class KeptLease implements Lease {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);
    /** Less than a daemon has left when the files in flight have had their time: a store that hangs must not keep it. */
    private static final Duration LAST_CALL = Duration.ofSeconds(2);

    protected final LeaseContext context;
    /** One renewal at a time. */
    private final ReentrantLock renewing = new ReentrantLock();

    private boolean closed;
    private volatile @Nullable Heartbeat heartbeat;
    private volatile @Nullable Moment renewed;
    private volatile boolean lost;
    private volatile boolean lapseTold;

    KeptLease(LeaseContext context) {
        this.context = context;
    }

    /** Renews once, and tells {@link #renewed} or {@link #lose}; what it throws leaves open which of the two is true. */
    abstract void renewOnce();

    /** Lets go of a lease that was not lost, as far as anybody knows. */
    abstract void releaseOnce();

    final void renewed(Moment sent) {
        renewed = sent;
    }

    final void lose(String toWhom) {
        lost = true;
        context.warnings()
                .accept("another run has taken the lease of the bucket (" + toWhom
                        + "): this one goes on, and removes nothing");
    }

    /** Keeps it from now on. */
    final Lease begin() {
        Heartbeat begun = context.timing().heartbeats().get();
        begun.start(context.timing().beat(), this::beat);
        heartbeat = begun;
        return this;
    }

    private void beat() {
        renew();
        if (lost || isFresh()) {
            lapseTold = false;
        } else if (!lapseTold) {
            lapseTold = true;
            context.warnings()
                    .accept("the lease of the bucket could not be renewed in time: nothing is removed until it is");
        }
    }

    private void renew() {
        if (!renewing.tryLock()) {
            return; // someone else is at it
        }
        try {
            if (!closed && !lost) {
                renewOnce();
            }
        } catch (RuntimeException e) {
            LOG.debug("the lease could not be renewed", e); // it ends by the clocks, if it goes on
        } finally {
            renewing.unlock();
        }
    }

    private boolean isFresh() {
        Moment last = renewed;
        return last != null && !last.isPast(context.timing().trust(), context.now());
    }

    @Override
    public final boolean isHeld() {
        if (!lost && !isFresh()) {
            renew(); // as long as nobody has taken it, it is ours again
        }
        return !lost && isFresh();
    }

    @Override
    public final void close() {
        Heartbeat begun = heartbeat;
        if (begun != null) {
            Duration quarter = context.timing().ttl().dividedBy(4);
            begun.finish(this::release, quarter.compareTo(LAST_CALL) < 0 ? quarter : LAST_CALL);
        }
    }

    private void release() {
        renewing.lock();
        try {
            closed = true;
            if (!lost) {
                releaseOnce();
            }
        } catch (RuntimeException e) {
            LOG.debug("the lease could not be let go of", e); // then it expires
        } finally {
            renewing.unlock();
        }
    }
}
