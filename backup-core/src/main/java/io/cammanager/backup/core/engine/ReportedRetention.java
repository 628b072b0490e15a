package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ExpirySummary;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.retention.ExpiryCounts;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A run that deletes from the bucket what is too old, and its report. */
record ReportedRetention(
        EngineSetup setup,
        ExpiryOptions options,
        BackupListener listener,
        Cancellation cancellation,
        Executor executor) {
    ExpiryReport run() {
        Instant start = setup.clock().instant();
        String runId = UUID.randomUUID().toString();
        ExpiryCounts counts = new ExpiryCounts();
        RetentionRun run = new RetentionRun(this, runId, counts);
        Problem problem = Ending.of(run::run, cancellation, () -> 0);
        RunSpan span = new RunSpan(runId, start, setup.clock().instant());
        ExpirySummary summary = counts.summary(span.millis(), run.requests());
        ExitCode exitCode = Ending.code(problem, summary.mismatched(), summary.of(ExpiryResult.FAILED));
        if (options.mode() == SyncOptions.Mode.APPLY) {
            RunMemory.add(setup, span.record(RunRecord.Kind.RETENTION, exitCode, problem, summary.counts()));
        }
        return new ExpiryReport(summary, exitCode, problem);
    }
}
