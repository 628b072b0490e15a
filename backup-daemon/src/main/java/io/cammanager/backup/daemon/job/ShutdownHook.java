package io.cammanager.backup.daemon.job;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the daemon where its signals are the runtime's own affair: asks it to end and holds the process until it has, but not
 * for long.
 */
final class ShutdownHook implements Runnable {
    static final String BROKEN_OFF =
            "the sync did not stop in time and is broken off; the next one carries on from there";

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    private final Runnable stop;
    private final Thread loop;
    private final Duration patience;

    ShutdownHook(Runnable stop, Thread loop, Duration patience) {
        this.stop = stop;
        this.loop = loop;
        this.patience = patience;
    }

    @Override
    public void run() {
        stop.run();
        try {
            loop.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (loop.isAlive()) {
            LOG.warn(BROKEN_OFF);
        }
    }
}
