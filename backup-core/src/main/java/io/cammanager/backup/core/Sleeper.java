package io.cammanager.backup.core;

import java.time.Duration;

/** Waits, so that tests need not. */
@FunctionalInterface
public interface Sleeper {
    /** Waits on the thread that calls, as long as is said or until it is interrupted. */
    void sleep(Duration duration) throws InterruptedException;

    /** Returns the one that really waits. */
    static Sleeper system() {
        return duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
}
