package io.cammanager.backup.core.store.layer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * Lets bytes of one direction pass at a rate that may change at any time. In any stretch of time there pass at most as many as
 * the rate allows in it, and a {@value #BURSTS_A_SECOND}th of a second's more. Thread-safe; who comes first is served first.
 *
 * <p>By the wall clock, which the timetable needs anyway: where it is set back, or the machine was suspended, nothing is
 * made up for. Guava's RateLimiter would not do: it takes no clock, and one large request overdraws it by any amount.
 */
final class TokenBucket {
    private static final int BURSTS_A_SECOND = 10;
    private static final int MAX_PORTION = 64 * 1024;
    private static final long NANOS = 1_000_000_000L;

    private final ToLongFunction<Instant> bytesPerSecond;
    private final Clock clock;
    private final Sleeper sleeper;
    private final ReentrantLock turn = new ReentrantLock(true);

    @GuardedBy("turn") private double tokens;

    @GuardedBy("turn") private long lastRate = Bandwidth.NO_LIMIT;

    @GuardedBy("turn") private Instant lastLook;

    /**
     * Makes a bucket that is full.
     *
     * @param bytesPerSecond the rate at a time, at least 1, or {@link Bandwidth#NO_LIMIT}
     */
    TokenBucket(ToLongFunction<Instant> bytesPerSecond, Clock clock, Sleeper sleeper) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.sleeper = sleeper;
        this.lastLook = clock.instant();
        this.tokens = burst(bytesPerSecond.applyAsLong(lastLook));
    }

    /** Returns how many bytes are best passed at once now; at least 1. */
    int portion() {
        return (int) Math.min(MAX_PORTION, burst(bytesPerSecond.applyAsLong(clock.instant())));
    }

    /** Waits until so many bytes may pass. */
    void pass(int bytes) throws InterruptedException {
        if (bytesPerSecond.applyAsLong(clock.instant()) == Bandwidth.NO_LIMIT) {
            return;
        }
        turn.lockInterruptibly(); // and kept while it waits, so that small readers do not overtake large ones
        try {
            int left = bytes;
            while (left > 0) {
                long rate = refill();
                if (rate == Bandwidth.NO_LIMIT) {
                    return;
                }
                int next = (int) Math.min(left, burst(rate));
                if (tokens >= next) {
                    tokens -= next;
                    left -= next;
                } else {
                    sleeper.sleep(Duration.ofNanos((long) Math.ceil((next - tokens) * NANOS / rate)));
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** Where the rate has changed since the last look, the lower one counts for the time in between. */
    @GuardedBy("turn") private long refill() {
        Instant now = clock.instant();
        long rate = bytesPerSecond.applyAsLong(now);
        Duration passed = Duration.between(lastLook, now);
        if (rate != Bandwidth.NO_LIMIT) {
            double earned = passed.isNegative() ? 0 : seconds(passed) * (double) Math.min(rate, lastRate);
            tokens = Math.min(tokens + earned, (double) burst(rate));
        }
        lastLook = now;
        lastRate = rate;
        return rate;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / (double) NANOS;
    }

    private static long burst(long rate) {
        return Math.max(1, rate / BURSTS_A_SECOND);
    }
}
