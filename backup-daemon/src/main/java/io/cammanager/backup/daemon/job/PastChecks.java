package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.control.JobKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When what looks at the bucket was last done, by whomever. */
final class PastChecks {
    private PastChecks() {}

    /** Returns for each kind of look when the last one began that was not broken off; null where there was none. */
    static Map<JobKind, @Nullable Instant> starts(BackupStatus status) {
        Map<JobKind, @Nullable Instant> starts = new HashMap<>();
        starts.put(JobKind.VERIFY, last(status, run -> isVerify(run) && !run.isRotation()));
        starts.put(JobKind.ROTATE, last(status, run -> isVerify(run) && run.isRotation()));
        starts.put(JobKind.DRILL, last(status, run -> run.kind() == RunRecord.Kind.DRILL));
        starts.put(JobKind.MIRROR, last(status, run -> run.kind() == RunRecord.Kind.MIRROR));
        starts.put(JobKind.PRUNE, last(status, run -> run.kind() == RunRecord.Kind.PRUNE));
        starts.put(JobKind.RETENTION, last(status, run -> run.kind() == RunRecord.Kind.RETENTION));
        return starts;
    }

    private static boolean isVerify(RunRecord run) {
        return run.kind() == RunRecord.Kind.VERIFY;
    }

    private static @Nullable Instant last(BackupStatus status, Predicate<RunRecord> which) {
        return status.runs().stream()
                .filter(which)
                .filter(run -> !run.wasBrokenOff())
                .map(RunRecord::started)
                .findFirst()
                .orElse(null);
    }
}
