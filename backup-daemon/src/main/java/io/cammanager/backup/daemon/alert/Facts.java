package io.cammanager.backup.daemon.alert;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.RunRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the rules decide by.
 *
 * @param now when they are asked
 * @param watchingSince when this daemon began
 * @param runs all that are known of, the last one first
 */
record Facts(Instant now, Instant watchingSince, BackupStatus status, List<RunRecord> runs) {
    Facts {
        runs = ImmutableList.copyOf(runs);
    }

    /**
     * Takes the runs of the status, which outlive a restart, and the jobs of this process, of which some leave no record,
     * such as those that did not get the lock. One in both counts once or twice, which is the same.
     */
    static Facts of(BackupStatus status, List<RunRecord> jobs, Instant watchingSince, Instant now) {
        List<RunRecord> runs = Stream.concat(jobs.stream(), status.runs().stream())
                .sorted(Comparator.comparing(RunRecord::ended).reversed())
                .toList();
        return new Facts(now, watchingSince, status, runs);
    }

    /** Returns the runs of a kind that were not broken off from outside, which says nothing about the backup. */
    List<RunRecord> undisturbed(RunRecord.Kind kind) {
        return runs.stream()
                .filter(run -> run.kind() == kind && !run.wasBrokenOff())
                .toList();
    }

    Optional<RunRecord> last(RunRecord.Kind kind, Predicate<RunRecord> which) {
        return runs.stream()
                .filter(run -> run.kind() == kind && which.test(run))
                .findFirst();
    }

    /** Says whether a run went through, and so has counts that speak of everything. */
    static boolean complete(RunRecord run) {
        return switch (run.exitCode()) {
            case OK, INCOMPLETE, MISMATCH -> true;
            default -> false;
        };
    }
}
