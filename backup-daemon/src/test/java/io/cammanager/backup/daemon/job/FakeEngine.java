package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ExpirySummary;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorSummary;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.PruneSummary;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.testkit.FakeClock;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine that notes when it was asked for what, and whose runs do what the test says. */
final class FakeEngine implements BackupEngine {
    final List<Instant> syncs = new ArrayList<>();
    final List<Instant> verifies = new ArrayList<>();
    final List<SyncOptions> syncOptions = new ArrayList<>();
    final List<Instant> prunes = new ArrayList<>();
    final List<Instant> mirrors = new ArrayList<>();
    final List<Instant> expiries = new ArrayList<>();
    final List<ExpiryOptions> expiryOptions = new ArrayList<>();
    final List<VerifyLevel> levels = new ArrayList<>();
    final List<VerifyOptions> verifyOptions = new ArrayList<>();
    final List<RunRecord> records = new ArrayList<>();

    /** What a sync does when it is awaited; it may move the clock, or throw. */
    Consumer<FakeRun<?>> work = run -> {};

    /** What a mirror does when it is awaited. */
    Consumer<FakeRun<?>> mirrorWork = run -> {};

    Duration verifyTakes = Duration.ZERO;
    int looks;
    Duration lookTakes = Duration.ZERO;

    @Nullable RuntimeException lookFails;

    boolean closed;

    private final FakeClock clock;
    private int running;

    FakeEngine(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public Run<SyncReport> sync(SyncOptions options, BackupListener listener) {
        syncs.add(clock.instant());
        syncOptions.add(options);
        return run(
                run -> {
                    listener.onEvent(new BackupEvent.RunStarted("run-" + syncs.size()));
                    work.accept(run);
                },
                FakeEngine::syncReport);
    }

    @Override
    public Run<VerifyReport> verify(VerifyOptions options, BackupListener listener) {
        Instant started = clock.instant();
        verifies.add(started);
        levels.add(options.level());
        verifyOptions.add(options);
        return run(
                run -> {
                    clock.advance(verifyTakes);
                    records.add(0, record(options, started));
                },
                end -> new VerifyReport(
                        new VerifySummary(options.level(), 3, 3, 0, 0, 0, 0, 0, 0, 7, 2, 3, 0, null), end, null));
    }

    private <R> Run<R> run(Consumer<FakeRun<?>> doing, Function<ExitCode, R> report) {
        if (closed) {
            throw new IllegalStateException("used after it was closed");
        }
        return new FakeRun<>(
                run -> {
                    if (++running > 1) {
                        throw new AssertionError("two at once");
                    }
                    try {
                        doing.accept(run);
                    } finally {
                        running--;
                    }
                },
                report);
    }

    static SyncReport syncReport(ExitCode end) {
        Problem problem = end == ExitCode.OK ? null : new Problem(end, "ended with " + end);
        return new SyncReport(
                "run-1", new SyncSummary(4, 1, 3, 0, 0, 0, 0, 0, 0, 0, 10, 40, 0, 0, 12, 5), end, problem);
    }

    private static RunRecord record(VerifyOptions options, Instant started) {
        boolean rotates = options.portion().sample() instanceof Sample.Rotation;
        return new RunRecord(
                "v",
                options.level() == VerifyLevel.DRILL ? RunRecord.Kind.DRILL : RunRecord.Kind.VERIFY,
                started,
                started,
                ExitCode.OK,
                null,
                rotates ? Map.of(RunRecord.ROTATED, 3L) : Map.of());
    }

    static RunRecord verified(Instant started, ExitCode exitCode) {
        return new RunRecord("v", RunRecord.Kind.VERIFY, started, started, exitCode, null, Map.of());
    }

    @Override
    public ReadReport read(ReadOptions options, OutputStream out) {
        throw new UnsupportedOperationException("the daemon reads no recording");
    }

    @Override
    public BackupStatus status() {
        looks++;
        clock.advance(lookTakes);
        if (lookFails != null) {
            throw lookFails;
        }
        return new BackupStatus(clock.instant(), List.of(), records, null);
    }

    @Override
    public Run<MirrorReport> mirror(MirrorOptions options, BackupListener listener) {
        mirrors.add(clock.instant());
        return run(
                run -> mirrorWork.accept(run),
                end -> new MirrorReport(new MirrorSummary(4, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 10, 12, 5), end, null));
    }

    @Override
    public Run<ExpiryReport> expire(ExpiryOptions options, BackupListener listener) {
        expiries.add(clock.instant());
        expiryOptions.add(options);
        return run(
                run -> {},
                end -> new ExpiryReport(new ExpirySummary(Map.of(ExpiryResult.DELETED, 2L), 0, 10, 12, 5), end, null));
    }

    @Override
    public Run<PruneReport> prune(PruneOptions options, BackupListener listener) {
        prunes.add(clock.instant());
        return run(run -> {}, end -> new PruneReport(new PruneSummary(4, 4, 0, 0, 0, 0, 0, 0, 10, 12, 5), end, null));
    }

    @Override
    public Run<RestoreReport> restore(RestoreOptions options, BackupListener listener) {
        throw new UnsupportedOperationException("restore");
    }

    @Override
    public void list(Selection selection, Consumer<RemoteRecording> consumer) {
        throw new UnsupportedOperationException("list");
    }

    @Override
    public void close() {
        closed = true;
    }
}
