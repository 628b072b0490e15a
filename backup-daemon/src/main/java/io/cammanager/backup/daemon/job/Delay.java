package io.cammanager.backup.daemon.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Does something later, on a thread of its own that keeps no process alive. */
@FunctionalInterface
interface Delay {
    void after(Duration delay, Runnable action);

    /** Returns one that really waits. */
    static Delay real() {
        return (delay, action) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(action);
    }
}
