package io.cammanager.backup.core.lock;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a lease lasts without a renewal, and what measures and renews it.
 *
 * @param ttl 1 ms to {@link #LONGEST}
 * @param nanoTime as {@link System#nanoTime}
 * @param heartbeats makes what renews one lease, every third of the ttl
 */
public record LeaseTiming(Duration ttl, LongSupplier nanoTime, Supplier<Heartbeat> heartbeats) {
    /** What is usual. */
    public static final Duration USUAL = Duration.ofSeconds(60);

    /** Whoever finds a lease held waits at most this long to see whether its holder is alive. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    public LeaseTiming {
        if (ttl.toMillis() < 1 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ttl (" + ttl + ") must be 1 ms to " + LONGEST);
        }
    }

    /** Returns the clocks and threads of the program itself. */
    public static LeaseTiming of(Duration ttl) {
        return new LeaseTiming(ttl, System::nanoTime, Heartbeat::onThread);
    }

    Duration beat() {
        return ttl.dividedBy(3);
    }

    /** Returns for how long a holder trusts its last renewal, by its own clocks. */
    Duration trust() {
        return ttl.multipliedBy(3).dividedBy(4);
    }
}
