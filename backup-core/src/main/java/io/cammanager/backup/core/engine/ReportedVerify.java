package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A verification and its report. */
record ReportedVerify(
        EngineSetup setup,
        VerifyOptions options,
        BackupListener listener,
        Cancellation cancellation,
        Executor executor) {
    VerifyReport run() {
        Instant start = setup.clock().instant();
        VerifyCounts counts = new VerifyCounts();
        AtomicLong requests = new AtomicLong();
        Problem problem = Ending.of(() -> verify(counts, requests), cancellation, () -> 0);
        Instant end = setup.clock().instant();
        VerifyReport report = new VerifyReport(
                counts.summary(options.level(), Duration.between(start, end).toMillis(), requests.get()),
                exitCode(counts, problem),
                problem);
        RunMemory.add(setup, record(report, start, end));
        return report;
    }

    private static RunRecord record(VerifyReport report, Instant start, Instant end) {
        return new RunRecord(
                UUID.randomUUID().toString(),
                RunRecord.Kind.VERIFY,
                start,
                end,
                report.exitCode(),
                report.problem() == null ? null : report.problem().message(),
                report.summary().counts());
    }

    private void verify(VerifyCounts counts, AtomicLong requests) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            try {
                new VerifyRun(setup, options, listener, cancellation, executor)
                        .run(session.catalog(), session.bucket(), counts);
            } finally {
                requests.set(session.bucket().requests());
            }
        }
    }

    private static ExitCode exitCode(VerifyCounts counts, @Nullable Problem problem) {
        ExitCode code = problem == null ? ExitCode.OK : problem.exitCode();
        if (counts.mismatched() > 0) {
            code = code.and(ExitCode.MISMATCH);
        }
        return counts.of(VerifyResult.FAILED) > 0 ? code.and(ExitCode.INCOMPLETE) : code;
    }
}
