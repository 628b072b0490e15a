package io.cammanager.backup.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.Assurance.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the runs beside syncs and verifications say of a backup, judged: copies to another bucket, deletions here and there,
 * examinations, and the lock of the bucket.
 *
 * @param intervals from one run to the next, of the kinds that are scheduled
 */
public record Upkeep(BackupStatus status, Map<RunRecord.Kind, Duration> intervals) {
    /** The kinds of run that are judged here. */
    public static final List<RunRecord.Kind> KINDS = ImmutableList.of(
            RunRecord.Kind.MIRROR, RunRecord.Kind.PRUNE, RunRecord.Kind.RETENTION, RunRecord.Kind.DOCTOR);

    /** Those of them that stop at damage in the bucket. */
    public static final List<RunRecord.Kind> DAMAGE_FINDING =
            ImmutableList.of(RunRecord.Kind.MIRROR, RunRecord.Kind.PRUNE, RunRecord.Kind.RETENTION);

    /** Those of them whose delay nobody would notice: what is new is in one bucket only, or the bucket grows. */
    private static final List<RunRecord.Kind> MISSED =
            ImmutableList.of(RunRecord.Kind.MIRROR, RunRecord.Kind.RETENTION);

    public Upkeep {
        intervals = ImmutableMap.copyOf(intervals);
    }

    /** How the bucket locks what is stored in it, as the last verification found that could ask. */
    public enum Lock {
        /** It does not, or nobody could ask. */
        NONE,
        /** At least for as long as recordings are kept. */
        LONG_ENOUGH,
        /** Recordings are kept for longer, and so lie there without it in the end. */
        ENDS_EARLY,
        /** It did, and does no more. */
        GONE
    }

    /** Says whether it was ever done, or is to be done. */
    public boolean isUsed(RunRecord.Kind kind) {
        return intervals.containsKey(kind) || status.last(kind).isPresent();
    }

    public Verdict verdict(RunRecord.Kind kind) {
        if (damage(kind).isPresent() || isLate(kind)) {
            return Verdict.BAD;
        }
        Optional<RunRecord> last = last(kind);
        boolean due = last.isPresent() ? !last.get().succeeded() : intervals.containsKey(kind);
        return due ? Verdict.DUE : Verdict.GOOD;
    }

    /** Returns the last run of this kind when it found recordings or copies that are not as they should be. */
    public Optional<RunRecord> damage(RunRecord.Kind kind) {
        return damage(status.runs(), kind);
    }

    /**
     * Returns the last run of this kind that went through when it found damage. What a doctor finds is no damage.
     *
     * @param runs newest first
     */
    public static Optional<RunRecord> damage(List<RunRecord> runs, RunRecord.Kind kind) {
        return runs.stream()
                .filter(run -> run.kind() == kind && wentThrough(run) && sawSomething(run))
                .findFirst()
                .filter(run -> run.exitCode() == ExitCode.MISMATCH && DAMAGE_FINDING.contains(kind));
    }

    /** Returns how many files the run named as damaged, or without a proven copy. */
    public static long damaged(RunRecord run) {
        return run.count("damaged") + run.count("missing") + run.count("differing");
    }

    /** Says whether a scheduled mirror or retention has not got to its end for two intervals; of the others no delay is told. */
    public boolean isLate(RunRecord.Kind kind) {
        Duration interval = intervals.get(kind);
        return MISSED.contains(kind)
                && interval != null
                && since(kind)
                        .filter(since -> Duration.between(since, status.at()).compareTo(interval.multipliedBy(2)) > 0)
                        .isPresent();
    }

    /** Returns when the last run of this kind got to its end, of none when the first one known of began. */
    public Optional<Instant> since(RunRecord.Kind kind) {
        List<RunRecord> runs =
                status.runs().stream().filter(run -> run.kind() == kind).toList();
        return runs.stream()
                .filter(Upkeep::reachedEverything)
                .findFirst()
                .map(RunRecord::ended)
                .or(() -> runs.stream().map(RunRecord::started).min(Comparator.naturalOrder()));
    }

    public Lock lock() {
        List<Long> days = status.runs().stream()
                .filter(run -> run.counts().containsKey(RunRecord.LOCK_DAYS))
                .map(run -> run.count(RunRecord.LOCK_DAYS))
                .toList();
        if (days.isEmpty() || days.get(0) == 0) {
            return days.stream().anyMatch(found -> found > 0) ? Lock.GONE : Lock.NONE;
        }
        Duration retention = status.retention();
        return retention != null && days.get(0) < retention.toDays() ? Lock.ENDS_EARLY : Lock.LONG_ENOUGH;
    }

    private Optional<RunRecord> last(RunRecord.Kind kind) {
        return status.runs().stream()
                .filter(run -> run.kind() == kind && !run.wasBrokenOff())
                .findFirst();
    }

    private static boolean wentThrough(RunRecord run) {
        return reachedEverything(run) || run.exitCode() == ExitCode.INCOMPLETE;
    }

    /** Where the disk has space enough, no copy is looked at, and what was found before stands. */
    private static boolean sawSomething(RunRecord run) {
        return run.counts().getOrDefault("examined", 1L) > 0;
    }

    private static boolean reachedEverything(RunRecord run) {
        return run.succeeded() || run.exitCode() == ExitCode.MISMATCH;
    }
}
