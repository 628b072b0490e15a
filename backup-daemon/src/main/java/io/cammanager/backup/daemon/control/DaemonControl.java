package io.cammanager.backup.daemon.control;

import java.util.Optional;

/** The daemon as its web interface, its alerts and its tests see it. Thread-safe. */
public interface DaemonControl {
    DaemonSnapshot snapshot();

    /**
     * Asks for a job, and returns at once: it runs now, or next if one is under way. A job that waits already and does the
     * same is returned instead of a second one.
     *
     * @return the job, or nothing when the daemon is stopping
     */
    Optional<Job> request(JobRequest request);

    /** Tells the listener everything from now on, until the returned handle is closed. */
    Subscription subscribe(DaemonListener listener);

    /** Ends a subscription; may be called more than once. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
