package io.cammanager.backup.cli;

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
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.settings.StoreSettings;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine that tells the events and ends with the exit code it was given, and notes what it was asked for. */
final class FakeEngine implements BackupEngine, EngineFactory {
    final MemoryStoreProvider bucket = MemoryStoreProvider.of("recordings");
    final List<BackupEvent> events = new ArrayList<>();
    final List<RemoteRecording> recordings = new ArrayList<>();
    ExitCode exitCode = ExitCode.OK;
    byte[] content = {};
    ReadReport.Proof proof = ReadReport.Proof.WHOLE;

    @Nullable ReadOptions readOptions;

    @Nullable Problem problem;

    @Nullable RuntimeException thrown;

    @Nullable Settings settings;

    @Nullable SyncOptions syncOptions;

    @Nullable VerifyOptions verifyOptions;

    @Nullable RestoreOptions restoreOptions;

    @Nullable PruneOptions pruneOptions;

    @Nullable MirrorOptions mirrorOptions;

    @Nullable ExpiryOptions expiryOptions;

    @Nullable StoreSettings mirrorTarget;

    @Nullable Selection selection;

    @Nullable RuntimeException statusThrown;

    BackupStatus status = new BackupStatus(Instant.EPOCH, List.of(), List.of(), null);
    boolean endsWhenCancelled;
    boolean closed;

    @Override
    public BackupEngine open(Settings asked) {
        settings = asked;
        return this;
    }

    @Override
    public BucketCare bucketCare(Settings asked) {
        settings = asked;
        return BackupEngineBuilder.create()
                .source(asked.source())
                .stateDirectory(asked.stateDirectory())
                .store(bucket, asked.store().prefix())
                .buildBucketCare();
    }

    @Override
    public BackupEngine openMirror(Settings asked, StoreSettings target) {
        mirrorTarget = target;
        return open(asked);
    }

    @Override
    public Doctor doctor(Settings asked) {
        settings = asked;
        return BackupEngineBuilder.create()
                .source(asked.source())
                .stateDirectory(asked.stateDirectory())
                .store(bucket, asked.store().prefix())
                .buildDoctor(new Surroundings(asked.warnings(), Surroundings.Way.LOOPBACK));
    }

    @Override
    public String chosenChecksums(Settings asked) {
        return "required";
    }

    @Override
    public Run<SyncReport> sync(SyncOptions options, BackupListener listener) {
        syncOptions = options;
        tell(listener);
        if (endsWhenCancelled) {
            return FakeRun.untilCancelled(this::syncReport);
        }
        return FakeRun.ended(syncReport(exitCode));
    }

    private SyncReport syncReport(ExitCode end) {
        long failed = end == ExitCode.OK ? 0 : 2;
        return new SyncReport(
                "run-1",
                new SyncSummary(
                        1115 + failed, 12, 1100, 2, 1, failed, 0, 0, 0, 0, 3_650_722_201L, 1L << 40, 0, 0, 12_345, 40),
                end,
                problem);
    }

    @Override
    public Run<VerifyReport> verify(VerifyOptions options, BackupListener listener) {
        verifyOptions = options;
        tell(listener);
        return FakeRun.ended(new VerifyReport(
                new VerifySummary(
                        options.level(),
                        10,
                        7,
                        1,
                        1,
                        1,
                        0,
                        3,
                        4096,
                        250,
                        12,
                        options.level().readsContent() ? 2 : 10,
                        0,
                        null),
                exitCode,
                problem));
    }

    @Override
    public Run<RestoreReport> restore(RestoreOptions options, BackupListener listener) {
        restoreOptions = options;
        tell(listener);
        return FakeRun.ended(new RestoreReport(
                new RestoreSummary(6, 3, 0, 2, 1, 0, 0, 0, 0, 5 << 20, 90_000, 9), exitCode, problem));
    }

    @Override
    public Run<PruneReport> prune(PruneOptions options, BackupListener listener) {
        pruneOptions = options;
        tell(listener);
        return FakeRun.ended(
                new PruneReport(new PruneSummary(9, 3, 1, 1, 1, 1, 1, 1, 5 << 20, 90_000, 9), exitCode, problem));
    }

    @Override
    public Run<MirrorReport> mirror(MirrorOptions options, BackupListener listener) {
        mirrorOptions = options;
        tell(listener);
        return FakeRun.ended(new MirrorReport(
                new MirrorSummary(36, 8, 7, 6, 5, 4, 3, 2, 1, 4, 2, 5 << 20, 90_000, 9), exitCode, problem));
    }

    @Override
    public Run<ExpiryReport> expire(ExpiryOptions options, BackupListener listener) {
        expiryOptions = options;
        tell(listener);
        Map<ExpiryResult, Long> results = new EnumMap<>(ExpiryResult.class);
        for (ExpiryResult result : ExpiryResult.values()) {
            results.put(result, 1L + results.size());
        }
        return FakeRun.ended(new ExpiryReport(new ExpirySummary(results, 2, 5 << 20, 90_000, 9), exitCode, problem));
    }

    private void tell(BackupListener listener) {
        if (thrown != null) {
            throw thrown;
        }
        events.forEach(listener::onEvent);
    }

    @Override
    public void list(Selection asked, Consumer<RemoteRecording> consumer) {
        selection = asked;
        if (thrown != null) {
            throw thrown;
        }
        recordings.forEach(consumer);
    }

    @Override
    public ReadReport read(ReadOptions options, OutputStream out) {
        readOptions = options;
        if (thrown != null) {
            throw thrown;
        }
        try {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReadReport(content.length, proof);
    }

    @Override
    public BackupStatus status() {
        if (statusThrown != null) {
            throw statusThrown;
        }
        return status;
    }

    @Override
    public void close() {
        closed = true;
    }
}
