package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.prune.PruneCounts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run that deletes files here, and its report. */
record ReportedPrune(EngineSetup setup, PruneOptions options, BackupListener listener, Cancellation cancellation) {
    PruneReport run() {
        Instant start = setup.clock().instant();
        String runId = UUID.randomUUID().toString();
        PruneCounts counts = new PruneCounts();
        PruneRun run = new PruneRun(setup, options, listener, cancellation, runId, counts);
        Problem problem = Ending.of(run::run, cancellation, () -> 0);
        RunSpan span = new RunSpan(runId, start, setup.clock().instant());
        PruneReport report =
                new PruneReport(counts.summary(span.millis(), run.requests()), exitCode(counts, problem), problem);
        if (options.mode() == SyncOptions.Mode.APPLY) {
            RunMemory.add(
                    setup,
                    span.record(
                            RunRecord.Kind.PRUNE,
                            report.exitCode(),
                            problem,
                            report.summary().counts()));
        }
        return report;
    }

    private static ExitCode exitCode(PruneCounts counts, @Nullable Problem problem) {
        return Ending.code(
                problem,
                counts.of(PruneResult.MISSING) + counts.of(PruneResult.DIFFERS),
                counts.of(PruneResult.CHANGED) + counts.of(PruneResult.REFUSED) + counts.of(PruneResult.FAILED));
    }
}
