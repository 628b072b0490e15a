package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobResult;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the daemon stands, for whoever asks on another thread. Thread-safe. */
final class Standing {
    private final Instant started;
    private final Map<JobKind, JobResult> lastResults = new EnumMap<>(JobKind.class);
    private Phase phase = Phase.STARTING;
    private @Nullable Job current;
    private Map<JobKind, Instant> nextDue = Map.of();
    private @Nullable BackupStatus status;

    Standing(Instant started) {
        this.started = started;
    }

    synchronized DaemonSnapshot snapshot(List<Job> waiting) {
        return new DaemonSnapshot(phase, started, current, waiting, nextDue, lastResults, status);
    }

    synchronized void began(Job job) {
        current = job;
        phase = phase == Phase.STARTING ? Phase.RUNNING : phase;
    }

    synchronized void ended(Job job, JobResult result) {
        current = null;
        if (job.request().mode() != Mode.DRY_RUN) {
            lastResults.put(job.kind(), result);
        }
    }

    synchronized void stopping() {
        phase = Phase.STOPPING;
    }

    synchronized void nextDue(Map<JobKind, Instant> times) {
        nextDue = times;
    }

    synchronized void looked(BackupStatus seen) {
        status = seen;
    }
}
