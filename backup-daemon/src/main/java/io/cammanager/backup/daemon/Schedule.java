package io.cammanager.backup.daemon;

import io.cammanager.backup.core.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When the next run is due: an interval after the start of the last one, by the wall clock. */
final class Schedule {
    /** How long to sleep without a look at the clock, which may be set, or go on while the machine is suspended. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Duration interval;
    private final Clock clock;
    private final Sleeper sleeper;

    Schedule(Duration interval, Clock clock, Sleeper sleeper) {
        this.interval = interval;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    Instant now() {
        return clock.instant();
    }

    /** Waits until the next run is due; not at all when the last one took longer than the interval. */
    void awaitNext(Instant lastStart) throws InterruptedException {
        Duration left = left(lastStart);
        while (left.compareTo(Duration.ZERO) > 0) {
            sleeper.sleep(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
            left = left(lastStart);
        }
    }

    private Duration left(Instant lastStart) {
        Duration passed = Duration.between(lastStart, now());
        // A clock set back to before the last start says nothing about it: rather a run too early than hours too late.
        return passed.isNegative() ? Duration.ZERO : interval.minus(passed);
    }
}
