package io.cammanager.backup.core;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What verifications and restore drills say of a backup, judged: that nobody found anything wrong may mean that nobody looked.
 * A verification or drill that was broken off, or could not reach the store, says nothing.
 */
public record Assurance(BackupStatus status) {
    /** Every recording should have been read back within that time. */
    public static final Duration READ_WITHIN = Duration.ofDays(90);
    /** What was not read back for so long is no longer known to be good. */
    public static final Duration READ_TOO_OLD = Duration.ofDays(100);
    /** A restore should be rehearsed every month. */
    public static final Duration DRILL_WITHIN = Duration.ofDays(31);
    /** Nobody knows any more whether a restore works that was not rehearsed for so long. */
    public static final Duration DRILL_TOO_OLD = Duration.ofDays(35);

    private static final Set<ExitCode> TELLING = EnumSet.of(ExitCode.OK, ExitCode.MISMATCH, ExitCode.INCOMPLETE);

    /** How something stands. */
    public enum Verdict {
        GOOD,
        /** Something should be done soon. */
        DUE,
        /** Something is wrong, or was not looked at for too long. */
        BAD
    }

    /** Judges whether what is confirmed was read back, and how long ago. */
    public Verdict coverage() {
        Coverage coverage = status.coverage();
        if (coverage.confirmed() == 0) {
            return Verdict.GOOD;
        }
        if (coverage.age().compareTo(READ_TOO_OLD) > 0) {
            return Verdict.BAD;
        }
        boolean neverBegun = coverage.neverRead() == coverage.confirmed();
        return neverBegun || coverage.age().compareTo(READ_WITHIN) > 0 ? Verdict.DUE : Verdict.GOOD;
    }

    /** Judges the last restore drill that came to a result. */
    public Verdict drill() {
        Optional<RunRecord> last = lastDrill();
        if (last.isEmpty()) {
            return status.coverage().confirmed() == 0 ? Verdict.GOOD : Verdict.DUE;
        }
        Duration age = Duration.between(last.get().ended(), status.at());
        if (!last.get().succeeded() || age.compareTo(DRILL_TOO_OLD) > 0) {
            return Verdict.BAD;
        }
        return age.compareTo(DRILL_WITHIN) > 0 ? Verdict.DUE : Verdict.GOOD;
    }

    /** Returns the last restore drill that came to a result. */
    public Optional<RunRecord> lastDrill() {
        return telling(status.runs(), RunRecord.Kind.DRILL).stream().findFirst();
    }

    /** Returns the last verification that found damage, unless one that looked as deep or deeper has since found none. */
    public Optional<RunRecord> damage() {
        return damage(status.runs());
    }

    /**
     * Returns the last verification of these that found damage, as {@link #damage()} does.
     *
     * @param runs newest first
     */
    public static Optional<RunRecord> damage(List<RunRecord> runs) {
        EnumSet<VerifyLevel> fine = EnumSet.noneOf(VerifyLevel.class);
        for (RunRecord run : telling(runs, RunRecord.Kind.VERIFY)) {
            VerifyLevel level = level(run);
            boolean superseded = fine.stream().anyMatch(later -> later.compareTo(level) >= 0);
            if (run.exitCode() == ExitCode.MISMATCH && !superseded) {
                return Optional.of(run);
            }
            if (run.succeeded()) {
                fine.add(level);
            }
        }
        return Optional.empty();
    }

    private static VerifyLevel level(RunRecord run) {
        return run.level().orElse(VerifyLevel.LIST);
    }

    private static List<RunRecord> telling(List<RunRecord> runs, RunRecord.Kind kind) {
        return runs.stream()
                .filter(run -> run.kind() == kind && TELLING.contains(run.exitCode()))
                .toList();
    }
}
