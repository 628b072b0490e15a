package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.metrics.BackupMetrics;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.web.MetricsPage;
import org.jspecify.annotations.Nullable;

/** Counts what the daemon does, and shows it at {@code /metrics}. */
final class DaemonMetrics implements DaemonListener, MetricsPage {
    private final BackupMetrics metrics;

    DaemonMetrics(BackupMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void jobEvent(Job job, BackupEvent event) {
        metrics.onEvent(event);
    }

    @Override
    public void jobEnded(Job job, JobResult result) {
        if (job.request().mode() == SyncOptions.Mode.APPLY) {
            metrics.ended(job.kind().run(), result.exitCode());
        }
    }

    @Override
    public void statusLooked(BackupStatus status) {
        metrics.looked(status);
    }

    @Override
    public String contentType(@Nullable String accept) {
        return BackupMetrics.CONTENT_TYPE;
    }

    @Override
    public byte[] render(@Nullable String accept) {
        return metrics.page();
    }
}
