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
import java.time.Duration;
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
        Instant end = setup.clock().instant();
        MirrorReport report = new MirrorReport(
                counts.summary(Duration.between(start, end).toMillis(), run.requests()),
                exitCode(counts, problem),
                problem);
        if (options.mode() == SyncOptions.Mode.APPLY) {
            RunMemory.add(setup, record(runId, report, start, end));
        }
        return report;
    }

    private static RunRecord record(String runId, MirrorReport report, Instant start, Instant end) {
        return new RunRecord(
                runId,
                RunRecord.Kind.MIRROR,
                start,
                end,
                report.exitCode(),
                report.problem() == null ? null : report.problem().message(),
                report.summary().counts());
    }

    private static ExitCode exitCode(MirrorCounts counts, @Nullable Problem problem) {
        ExitCode code = problem == null ? ExitCode.OK : problem.exitCode();
        if (counts.of(MirrorResult.DAMAGED) + counts.of(MirrorResult.MISSING) > 0) {
            code = code.and(ExitCode.MISMATCH);
        }
        boolean complete =
                counts.of(MirrorResult.CHANGED) + counts.of(MirrorResult.CONFLICT) + counts.of(MirrorResult.FAILED)
                        == 0;
        return complete ? code : code.and(ExitCode.INCOMPLETE);
    }
}
