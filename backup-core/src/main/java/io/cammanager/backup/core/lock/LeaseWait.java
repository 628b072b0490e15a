package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.time.Duration;

/** Waits, in steps short enough to notice that the run is to end. */
final class LeaseWait {
    private static final Duration STEP = Duration.ofMillis(500);

    private final LeaseContext context;

    LeaseWait(LeaseContext context) {
        this.context = context;
    }

    /** Waits at least as long, by a clock that nobody can set. */
    void pause(Duration duration) {
        Duration left = duration;
        while (left.compareTo(Duration.ZERO) > 0) {
            if (context.stopping().getAsBoolean()) {
                throw interrupted();
            }
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            try {
                context.sleeper().sleep(step);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
            left = left.minus(step);
        }
    }

    /** Waits between nothing and as long. */
    void pauseAtRandom(Duration most) {
        pause(Duration.ofNanos(1 + (long) (context.random().nextDouble() * most.toNanos())));
    }

    private static BackupException interrupted() {
        return new BackupException(ExitCode.INTERRUPTED, "stopped while it waited for the lease of the bucket");
    }
}
