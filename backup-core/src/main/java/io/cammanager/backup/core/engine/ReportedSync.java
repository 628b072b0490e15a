package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.report.SyncTally;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A sync and its report. */
record ReportedSync(
        EngineSetup setup, SyncOptions options, BackupListener listener, Cancellation cancellation, Executor executor) {
    SyncReport run() {
        Instant start = setup.clock().instant();
        String runId = UUID.randomUUID().toString();
        SyncTally tally = new SyncTally();
        SyncRun run = new SyncRun(setup, options, listener, cancellation, executor, runId, tally);
        Problem problem = withWaiting(Ending.of(run::run, cancellation, tally::interrupted), tally);
        RunSpan span = new RunSpan(runId, start, setup.clock().instant());
        SyncSummary summary = tally.summary(span.millis(), run.requests());
        SyncReport report = new SyncReport(runId, summary, exitCode(tally, summary, problem), problem);
        if (options.mode() == SyncOptions.Mode.APPLY) {
            RunMemory.add(setup, span.record(RunRecord.Kind.SYNC, report.exitCode(), problem, summary.counts()));
        }
        return report;
    }

    /** Says how many recordings wait for what ended the run to be put right. */
    private @Nullable Problem withWaiting(@Nullable Problem problem, SyncTally tally) {
        long waiting = tally.interrupted();
        return problem == null || waiting == 0 || cancellation.exitCode() != null
                ? problem
                : new Problem(
                        problem.exitCode(),
                        problem.message() + "; " + waiting + (waiting == 1 ? " recording waits" : " recordings wait"));
    }

    private static ExitCode exitCode(SyncTally tally, SyncSummary summary, @Nullable Problem problem) {
        long undone = tally.of(Outcome.FAILED) + tally.of(Outcome.VANISHED) + tally.of(Outcome.CONFLICT);
        return Ending.code(problem, summary.mismatched(), undone);
    }
}
