package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.retention.Moment;
import io.cammanager.backup.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Freezes the retention while anything is in doubt that it relies on: a clock, which would make everything old; the bucket, whose
 * good copies may be the only ones; or the source, where something may have changed much of what is there.
 */
record RetentionGuard(EngineSetup setup) {
    /** As far as clocks of machines that are looked after may be apart. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int RUNS = 1000;
    private static final String FROZEN = "nothing was deleted or marked: ";

    /** The ends of a sync that say how things stand; a store that could not be reached says nothing. */
    private static final Set<ExitCode> TELLING = EnumSet.of(
            ExitCode.OK, ExitCode.INCOMPLETE, ExitCode.MISMATCH, ExitCode.SAFETY_STOP, ExitCode.BUCKET_MISSING);

    /** Returns what time it is, by clocks that agree; otherwise ends the run. */
    Moment requireClock() {
        Duration ahead;
        try {
            ahead = setup.stores()
                    .clockAhead()
                    .orElseThrow(() ->
                            frozen("the store does not tell its time, without which this machine's clock cannot be"
                                    + " checked; a store that does sends a Date header"));
        } catch (StoreException e) {
            throw e.endingRun();
        }
        if (ahead.abs().compareTo(TOLERANCE) > 0) {
            throw frozen("the clock of this machine is " + words(ahead.abs())
                    + (ahead.isNegative() ? " behind" : " ahead of")
                    + " that of the store: set both by NTP, then run it again");
        }
        Instant here = setup.clock().instant();
        return new Moment(here, here.minus(ahead), setup.clock().getZone());
    }

    private static String words(Duration duration) {
        return duration.toHours() < 48 ? duration.toMinutes() + " min" : duration.toDays() + " d";
    }

    /** Ends the run when what the state remembers gives reason to. */
    void requireCalm(Catalog catalog, Moment now) {
        List<RunRecord> runs = catalog.runs(RUNS);
        lastRun(runs, now);
        Assurance.damage(runs).ifPresent(run -> {
            throw frozen("the verification of " + run.ended() + " found damage, and none since has found it gone: see"
                    + " what verify names, put it right, for example with verify --heal, and verify until nothing is"
                    + " found");
        });
        lastDrill(runs);
        lastSync(runs);
    }

    /** A retention that was frozen did nothing, and perhaps because its clock was wrong: that is no reason to freeze the next. */
    private static void lastRun(List<RunRecord> runs, Moment now) {
        runs.stream()
                .filter(run -> run.kind() != RunRecord.Kind.RETENTION || run.exitCode() != ExitCode.SAFETY_STOP)
                .findFirst()
                .filter(run -> run.ended().isAfter(now.here().plus(TOLERANCE)))
                .ifPresent(run -> {
                    throw frozen("the clock of this machine went backwards, since the last run ended at " + run.ended()
                            + " by it: set it by NTP, and run a sync if that time was wrong");
                });
    }

    private static void lastDrill(List<RunRecord> runs) {
        runs.stream()
                .filter(run ->
                        run.kind() == RunRecord.Kind.DRILL && (run.succeeded() || run.exitCode() == ExitCode.MISMATCH))
                .findFirst()
                .filter(run -> !run.succeeded())
                .ifPresent(run -> {
                    throw frozen("the restore drill of " + run.ended() + " found damage: see what drill names, put it"
                            + " right, and run a drill until it succeeds");
                });
    }

    private static void lastSync(List<RunRecord> runs) {
        runs.stream()
                .filter(run -> run.kind() == RunRecord.Kind.SYNC && TELLING.contains(run.exitCode()))
                .findFirst()
                .filter(run -> !run.succeeded() && run.exitCode() != ExitCode.INCOMPLETE)
                .ifPresent(run -> {
                    String problem = run.problem() == null ? "it found damage" : run.problem();
                    throw frozen("the sync of " + run.ended() + " was stopped (" + problem
                            + "): deal with that, then run a sync that goes through");
                });
    }

    private static BackupException frozen(String reason) {
        return new BackupException(ExitCode.SAFETY_STOP, FROZEN + reason);
    }
}
