package io.cammanager.backup.core.store.layer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps requests back from an endpoint that fails them all. After so many failures in a row, over all threads, nothing is
 * sent but one request now and then to try whether the store is back; whoever else wants to send waits for what comes of
 * it, so that an outage of a minute uses up no file's attempts. An outage that lasts longer than {@link #LIMIT} is no
 * longer waited for: from then on everything fails with {@link Kind#OUTAGE}, which ends the run. Thread-safe.
 */
public final class CircuitBreaker {
    /** One more than the tries of all attempts of one file, so that one bad file does not pass for an outage. */
    static final int FAILURES = 10;

    /** A restart of a store takes a minute or two. What lasts longer is a matter for the next run. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final long BASE_MILLIS = 2_000;
    private static final long CAP_MILLIS = 60_000;

    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    /** Failures since the last sign of life. */
    @GuardedBy("this") private int failures;

    /** When the first of them came. */
    @GuardedBy("this") private long since;

    /** Tries since the circuit opened. */
    @GuardedBy("this") private int tries;

    @GuardedBy("this") private boolean trying;

    @GuardedBy("this") private boolean givenUp;

    @GuardedBy("this") private String lastReason = "";

    public CircuitBreaker(Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Sends the request as soon as the circuit lets it through. */
    <T> T run(Supplier<T> request) {
        boolean trial = enter();
        try {
            if (trial) {
                pause();
            }
            T answer = request.get();
            alive();
            return answer;
        } catch (StoreException e) {
            judge(e);
            throw e;
        } finally {
            if (trial) {
                leave();
            }
        }
    }

    /** Waits while the circuit is open and another thread tries it; returns whether this thread is the one to try. */
    private synchronized boolean enter() {
        try {
            while (isOpen() && trying) {
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (givenUp) {
            throw outage();
        }
        trying = isOpen();
        return trying;
    }

    private synchronized void leave() {
        trying = false;
        notifyAll();
    }

    @GuardedBy("this") private boolean isOpen() {
        return failures >= FAILURES;
    }

    private void pause() {
        try {
            sleeper.sleep(Duration.ofMillis(nextPause()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Half of it is fixed, so that a dead store is left in peace, and half drawn, so that clients fall out of step. */
    private synchronized long nextPause() {
        long half = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(tries++, 10)) / 2;
        return half + random.nextLong(half + 1);
    }

    private void judge(StoreException e) {
        switch (e.kind()) {
            case UNAVAILABLE, UNREACHABLE, THROTTLED -> failed(e.reason());
            // It says nothing about the store that this request never got as far.
            case INTERRUPTED, LOCAL_READ, OUTAGE -> {}
            default -> alive(); // whoever refuses is there
        }
    }

    private synchronized void alive() {
        failures = 0;
        tries = 0;
    }

    private synchronized void failed(String reason) {
        long now = clock.millis();
        // A clock that was set back must not make the outage longer than it is.
        since = failures == 0 ? now : Math.min(since, now);
        failures++;
        lastReason = reason;
        givenUp |= isOpen() && now - since >= LIMIT.toMillis();
    }

    @GuardedBy("this") private StoreException outage() {
        String reason = "it has failed every request for " + LIMIT.toMinutes() + " minutes, so this run gives up ("
                + lastReason + ")";
        return new StoreException(Kind.OUTAGE, "use", "the store", reason);
    }

    private static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Kind.INTERRUPTED, "wait", "for the store", "interrupted", 0, e);
    }
}
