package io.cammanager.backup.core.engine;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.report.SafeListener;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** The engine over one source and one bucket: starts the runs, each on a thread of its own. */
final class StoreBackupEngine implements BackupEngine {
    private final EngineSetup setup;
    private final ExecutorService threads = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
            .setNameFormat("engine-%d")
            .setDaemon(true)
            .build());
    private final Set<RunHandle<?>> running = ConcurrentHashMap.newKeySet();

    StoreBackupEngine(EngineSetup setup) {
        this.setup = setup;
    }

    @Override
    public Run<SyncReport> sync(SyncOptions options, BackupListener listener) {
        return start(cancellation ->
                new ReportedSync(setup, options, new SafeListener(listener), cancellation, threads).run());
    }

    @Override
    public Run<VerifyReport> verify(VerifyOptions options, BackupListener listener) {
        return start(cancellation ->
                new ReportedVerify(setup, options, new SafeListener(listener), cancellation, threads).run());
    }

    @Override
    public Run<RestoreReport> restore(RestoreOptions options, BackupListener listener) {
        return start(
                cancellation -> new ReportedRestore(setup, options, new SafeListener(listener), cancellation).run());
    }

    @Override
    public Run<PruneReport> prune(PruneOptions options, BackupListener listener) {
        return start(cancellation -> new ReportedPrune(setup, options, new SafeListener(listener), cancellation).run());
    }

    @Override
    public Run<MirrorReport> mirror(MirrorOptions options, BackupListener listener) {
        return start(cancellation ->
                new ReportedMirror(setup, options, new SafeListener(listener), cancellation, threads).run());
    }

    @Override
    public Run<ExpiryReport> expire(ExpiryOptions options, BackupListener listener) {
        return start(cancellation ->
                new ReportedRetention(setup, options, new SafeListener(listener), cancellation, threads).run());
    }

    private <R> Run<R> start(Function<RunHandle.Cancellation, R> work) {
        RunHandle<R> run = RunHandle.start(threads, work);
        running.add(run);
        run.whenEnded(() -> running.remove(run));
        return run;
    }

    @Override
    public void list(Selection selection, Consumer<RemoteRecording> consumer) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            ObjectStore store = session.bucket().open();
            session.bucket().requireExists(store);
            session.bucket().checkPassword(Bucket.Canary.LOOK_ONLY);
            RemoteTree remote = session.bucket().tree(store, threads);
            for (String directory : selection.directories()) {
                Iterator<ListedObject> objects = remote.unordered(directory);
                while (objects.hasNext()) {
                    ListedObject object = objects.next();
                    if (selection.includes(object.key())) {
                        consumer.accept(
                                new RemoteRecording(object.key().value(), object.size(), object.lastModified()));
                    }
                }
            }
        } catch (StoreException e) {
            throw e.endingRun();
        }
    }

    @Override
    public ReadReport read(ReadOptions options, OutputStream out) {
        return new Reading(setup, event -> {}).read(options, out);
    }

    @Override
    public BackupStatus status() {
        return StatusLook.of(setup);
    }

    @Override
    public void close() {
        running.forEach(run -> run.cancel(ExitCode.TERMINATED));
        for (RunHandle<?> run : running) {
            run.join();
        }
        threads.shutdownNow();
        setup.stores().close();
        if (setup.mirror() != null) {
            setup.mirror().stores().close();
        }
    }
}
