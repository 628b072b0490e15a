package io.cammanager.backup.daemon.control;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupStatus;
import java.time.Duration;

/**
 * Is told what the daemon does, on threads of the daemon and its engine, also on several at once. Must return soon; what it
 * throws is logged and harms nothing.
 */
public interface DaemonListener {
    default void jobStarted(Job job) {}

    default void jobEvent(Job job, BackupEvent event) {}

    default void jobEnded(Job job, JobResult result) {}

    /** A scheduled job took longer than its interval; the next one starts at once. */
    default void jobOverran(Job job, Duration took, Duration interval) {}

    /** It was looked where the backup stands: after each job, and between jobs every minute. */
    default void statusLooked(BackupStatus status) {}
}
