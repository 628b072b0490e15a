package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An engine whose syncs are told beforehand. It notes when each began, and interrupts the caller in the last one. */
final class FakeEngine implements BackupEngine {
    final List<Duration> starts = new ArrayList<>();
    final List<SyncOptions> options = new ArrayList<>();

    private final Clock clock;
    private final Instant origin;
    private final Deque<Supplier<Run<SyncReport>>> runs = new ArrayDeque<>();

    FakeEngine(Clock clock) {
        this.clock = clock;
        this.origin = clock.instant();
    }

    FakeEngine then(Supplier<Run<SyncReport>> run) {
        runs.add(run);
        return this;
    }

    FakeEngine thenSucceeds() {
        return then(() -> FakeRun.ending(ExitCode.OK, null, () -> {}));
    }

    @Override
    public Run<SyncReport> sync(SyncOptions asked, BackupListener listener) {
        options.add(asked);
        starts.add(Duration.between(origin, clock.instant()));
        Supplier<Run<SyncReport>> run = runs.remove();
        if (runs.isEmpty()) {
            Thread.currentThread().interrupt();
        }
        return run.get();
    }

    @Override
    public Run<VerifyReport> verify(VerifyOptions asked, BackupListener listener) {
        throw new UnsupportedOperationException("verify");
    }

    @Override
    public Run<RestoreReport> restore(RestoreOptions asked, BackupListener listener) {
        throw new UnsupportedOperationException("restore");
    }

    @Override
    public void list(Selection selection, Consumer<RemoteRecording> consumer) {
        throw new UnsupportedOperationException("list");
    }

    @Override
    public BackupStatus status() {
        throw new UnsupportedOperationException("status");
    }

    @Override
    public void close() {}
}
