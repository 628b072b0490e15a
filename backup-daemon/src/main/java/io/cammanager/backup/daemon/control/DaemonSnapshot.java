package io.cammanager.backup.daemon.control;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.BackupStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon stands.
 *
 * @param current the job that runs now
 * @param waiting the jobs that come next, in their order
 * @param nextDue when the schedule asks for the next job of a kind
 * @param lastResults of the last job of a kind since the start; dry runs left out
 * @param status as it was last looked at; null until then
 */
public record DaemonSnapshot(
        Phase phase,
        Instant started,
        @Nullable Job current,
        List<Job> waiting,
        Map<JobKind, Instant> nextDue,
        Map<JobKind, JobResult> lastResults,
        @Nullable BackupStatus status) {
    /** The life of the daemon. */
    public enum Phase {
        /** Settings are read; the first sync has not begun. */
        STARTING,
        RUNNING,
        /** A signal came; what is in flight is given time to finish. */
        STOPPING
    }

    public DaemonSnapshot {
        waiting = ImmutableList.copyOf(waiting);
        nextDue = ImmutableMap.copyOf(nextDue);
        lastResults = ImmutableMap.copyOf(lastResults);
    }
}
