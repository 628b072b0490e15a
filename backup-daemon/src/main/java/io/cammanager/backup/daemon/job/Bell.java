package io.cammanager.backup.daemon.job;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the loop between two jobs. */
interface Bell {
    /** Waits so long, or until it rings; not at all when it has rung since the last time. */
    void await(Duration atMost) throws InterruptedException;

    /** Rings. Returns at once; may be called from any thread. */
    void ring();

    /** Returns one that really waits. */
    static Bell real() {
        Semaphore rings = new Semaphore(0);
        return new Bell() {
            @Override
            public void await(Duration atMost) throws InterruptedException {
                if (rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    int others = rings.drainPermits(); // one awakening answers them all
                    assert others >= 0;
                }
            }

            @Override
            public void ring() {
                rings.release();
            }
        };
    }
}
