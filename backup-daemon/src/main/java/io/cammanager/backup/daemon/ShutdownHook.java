package io.cammanager.backup.daemon;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the daemon on {@code SIGTERM} and {@code SIGINT}: interrupts its thread and holds the process until that has ended,
 * but not for long. The runtime then exits with the signal's own status, 143 or 130.
 */
final class ShutdownHook implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    /** Less than the ten seconds after which container runtimes kill. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Thread daemon;
    private final Duration patience;

    ShutdownHook(Thread daemon, Duration patience) {
        this.daemon = daemon;
        this.patience = patience;
    }

    static void install(Thread daemon) {
        Runtime.getRuntime().addShutdownHook(new Thread(new ShutdownHook(daemon, PATIENCE), "shutdown"));
    }

    @Override
    public void run() {
        daemon.interrupt();
        try {
            daemon.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (daemon.isAlive()) {
            LOG.warn("the sync did not stop in time and is broken off; the next one carries on from there");
        }
    }
}
