package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.mirror.MirrorCounts;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A copy of the bucket and its report; its end is remembered in the state of the backup itself. */
record ReportedMirror(
        EngineSetup setup,
        MirrorOptions options,
        BackupListener listener,
        Cancellation cancellation,
        Executor executor) {
    MirrorReport run() {
        Instant start = setup.clock().instant();
        String runId = UUID.randomUUID().toString();
        MirrorCounts counts = new MirrorCounts();
        WritingSession.Owner owner = new WritingSession.Owner(setup, "mirror", runId, listener, cancellation);
        MirrorRun run = new MirrorRun(owner, options, counts, executor);
        Problem problem = Ending.of(run::run, cancellation, () -> 0);
        RunSpan span = new RunSpan(runId, start, setup.clock().instant());
        MirrorReport report =
                new MirrorReport(counts.summary(span.millis(), run.requests()), exitCode(counts, problem), problem);
        if (options.mode() == SyncOptions.Mode.APPLY) {
            RunMemory.add(
                    setup,
                    span.record(
                            RunRecord.Kind.MIRROR,
                            report.exitCode(),
                            problem,
                            report.summary().counts()));
        }
        return report;
    }

    private static ExitCode exitCode(MirrorCounts counts, @Nullable Problem problem) {
        return Ending.code(
                problem,
                counts.of(MirrorResult.DAMAGED) + counts.of(MirrorResult.MISSING),
                counts.of(MirrorResult.CHANGED) + counts.of(MirrorResult.CONFLICT) + counts.of(MirrorResult.FAILED));
    }
}
