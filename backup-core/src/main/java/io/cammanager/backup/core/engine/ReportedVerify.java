package io.cammanager.backup.core.engine;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.time.Instant;
import java.util.Map;
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
        Progress progress = new Progress();
        Problem problem = Ending.of(() -> verify(progress), cancellation, () -> 0);
        RunSpan span =
                new RunSpan(UUID.randomUUID().toString(), start, setup.clock().instant());
        VerifySummary summary =
                progress.counts.summary(options.level(), span.millis(), progress.requests.get(), progress.coverage);
        VerifyReport report = new VerifyReport(summary, exitCode(progress.counts, problem), problem);
        RunRecord.Kind kind = options.level() == VerifyLevel.DRILL ? RunRecord.Kind.DRILL : RunRecord.Kind.VERIFY;
        RunMemory.add(setup, span.record(kind, found(report, progress.counts), problem, counts(summary, progress)));
        return report;
    }

    /** A lock that was held kept it from healing alone: what it found before is to be remembered. */
    private static ExitCode found(VerifyReport report, VerifyCounts counts) {
        return report.exitCode() == ExitCode.LOCKED ? exitCode(counts, null) : report.exitCode();
    }

    /** What is known of the verification, also when it ended early. */
    private static final class Progress {
        private final VerifyCounts counts = new VerifyCounts();
        private final AtomicLong requests = new AtomicLong();
        private @Nullable Coverage coverage;
        private @Nullable Integer lockDays;
    }

    private Map<String, Long> counts(VerifySummary summary, Progress progress) {
        ImmutableMap.Builder<String, Long> counts =
                ImmutableMap.<String, Long>builder().putAll(summary.counts());
        counts.put(options.level().countName(), summary.checked());
        if (options.portion().sample() instanceof Sample.Rotation) {
            counts.put(RunRecord.ROTATED, summary.checked());
        }
        if (progress.lockDays != null) {
            counts.put(RunRecord.LOCK_DAYS, (long) progress.lockDays);
        }
        return counts.buildOrThrow();
    }

    private void verify(Progress progress) {
        if (options.healing() == null) {
            look(listener, progress);
        } else {
            lookAndHeal(progress);
        }
        if (options.level() != VerifyLevel.DRILL && !cancellation.isRequested()) {
            progress.lockDays = lockDays();
        }
        if (options.level().readsContent()) {
            try (ReadingSession session = ReadingSession.open(setup)) {
                progress.coverage = session.catalog().coverage(now());
            }
        }
    }

    /** Costs one request, where reading the lock of each recording would cost one for each. */
    private @Nullable Integer lockDays() {
        try (BucketAdmin admin = setup.stores().admin()) {
            return admin.lock()
                    .map(BucketLock::byDefault)
                    .map(BucketLock.Default::days)
                    .orElse(0);
        } catch (StoreException e) {
            return null; // a key that only backs up need not be allowed to ask, and not every store can answer
        }
    }

    private void lookAndHeal(Progress progress) {
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                FoundDamage found = new FoundDamage(scratch.path(), listener)) {
            look(found, progress);
            if (found.size() > 0 && !cancellation.isRequested()) {
                heal(found, progress);
            }
        }
    }

    private void look(BackupListener hears, Progress progress) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            warnIfUnknown(session.catalog());
            try (ReadMarks marks = new ReadMarks(hears, paths -> session.state().rememberRead(paths, now()))) {
                look(session, marks, progress.counts);
            } finally {
                progress.requests.set(session.bucket().requests());
            }
        }
    }

    private void look(ReadingSession session, BackupListener hears, VerifyCounts counts) {
        if (options.level() == VerifyLevel.DRILL) {
            new DrillRun(setup, options, hears, cancellation).run(session.catalog(), session.bucket(), counts);
        } else {
            new VerifyRun(setup, options, hears, cancellation, executor)
                    .run(session.catalog(), session.bucket(), counts);
        }
    }

    /** That nothing was found wrong would say nothing. */
    private void warnIfUnknown(Catalog catalog) {
        if (!catalog.hasEverConfirmed()) {
            listener.onEvent(
                    new BackupEvent.Warning(
                            "nothing was ever confirmed in this state, so there is nothing to"
                                    + " compare the bucket with: name the source, bucket, prefix, shard and state directory of the sync"));
        }
    }

    private void heal(FoundDamage found, Progress progress) {
        try {
            new HealRun(setup, options, listener, cancellation, executor)
                    .run(found, progress.counts, progress.requests::addAndGet);
        } catch (BackupException e) {
            throw e.exitCode() == ExitCode.LOCKED
                    ? new BackupException(e.exitCode(), "nothing was healed: " + e.getMessage(), e)
                    : e;
        }
    }

    private Instant now() {
        return setup.clock().instant();
    }

    private static ExitCode exitCode(VerifyCounts counts, @Nullable Problem problem) {
        return Ending.code(problem, counts.mismatched(), counts.of(VerifyResult.FAILED));
    }
}
