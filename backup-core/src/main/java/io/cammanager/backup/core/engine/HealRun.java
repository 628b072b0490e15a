package io.cammanager.backup.core.engine;

import static java.util.Objects.requireNonNull;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.UnsafeKeyException;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.transfer.PlanTable;
import io.cammanager.backup.core.transfer.TransferContext;
import io.cammanager.backup.core.transfer.TransferStage;
import io.cammanager.backup.core.verify.Verifier;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends again what a verification found missing or damaged, as far as the source has it as it was confirmed. What stands in
 * its place is kept first. In the end it is looked at once more, and only what is found sound then counts as healed.
 */
record HealRun(
        EngineSetup setup,
        VerifyOptions options,
        BackupListener listener,
        Cancellation cancellation,
        Executor executor) {
    void run(FoundDamage found, VerifyCounts counts, LongConsumer requests) {
        Path source = SourceGuard.requireDirectory(setup.source());
        String runId = UUID.randomUUID().toString();
        WritingSession.run(
                new WritingSession.Owner(setup, runId, listener, cancellation),
                source,
                requests,
                session -> heal(session, runId, found, counts));
    }

    private void heal(WritingSession session, String runId, FoundDamage found, VerifyCounts counts) {
        ObjectStore store = session.bucket().open();
        LossGuard guard = new LossGuard(store, setup.prefix(), session.bucket().name(), this::warn);
        found.check(
                guard,
                session.bucket().tree(store, executor),
                counts.sound(),
                healing().emptied());
        try (PlanTable plan = new PlanTable(session.scratch())) {
            plan(found, session, plan);
            listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.TRANSFER));
            TransferContext context = new TransferContext(
                    session.source(),
                    setup.prefix(),
                    store,
                    session.traits(),
                    setup.stores().limits(),
                    session.catalog(),
                    healing(),
                    listener,
                    setup.clock(),
                    new Keeping(store, setup.prefix(), runId, session.traits()));
            new TransferStage(context, new SyncTally(), cancellation, setup.sleeper(), setup.random()).run(plan);
            counts.addHealed(lookAgain(plan, store, session));
        }
    }

    private void warn(String message) {
        listener.onEvent(new BackupEvent.Warning(message));
    }

    private SyncOptions healing() {
        return requireNonNull(options.healing());
    }

    private void plan(FoundDamage found, WritingSession session, PlanTable plan) {
        LocalDateTime keepFrom = Concern.of(setup, healing()).keepFrom();
        try (PlanTable.Cursor rows = found.inOrder(healing().order())) {
            while (rows.hasNext()) {
                PlannedFile file = rows.next();
                FileStamp stamp = unchanged(session, file.path());
                if (Planner.isTooOld(file.path(), keepFrom)) {
                    finish(file.path(), Outcome.EXCLUDED, Reason.EXPIRED);
                } else if (stamp == null) {
                    finish(file.path(), Outcome.FAILED, Reason.NOT_IN_SOURCE);
                } else {
                    plan.add("", List.of(new PlannedFile(file.path(), stamp, file.decision(), null)));
                }
            }
        }
    }

    /** Not through the transfer: what the source does not have is no failed upload that would be tried again. */
    private void finish(ObjectKey path, Outcome outcome, Reason reason) {
        listener.onEvent(new BackupEvent.Finished(path.value(), 0, outcome, reason, null));
    }

    /** Returns the stamp of the file where it is as it was confirmed, else null. */
    private static @Nullable FileStamp unchanged(WritingSession session, ObjectKey path) {
        CatalogRow row = session.catalog().find(path).orElse(null);
        if (row == null || !row.isConfirmed()) {
            return null;
        }
        try {
            FileStat stat = FileStat.of(KeyNames.toPath(session.source(), path));
            return stat.kind() == FileStat.Kind.REGULAR && stat.stamp().equals(row.stamp()) ? row.stamp() : null;
        } catch (IOException | UnsafeKeyException e) {
            return null; // that it cannot be looked at is told as not being there as it was
        }
    }

    private long lookAgain(PlanTable plan, ObjectStore store, WritingSession session) {
        listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.VERIFY));
        VerifyCounts counts = new VerifyCounts();
        BackupListener again = event -> {
            if (!(event instanceof BackupEvent.Compared)) { // the comparison is that of what was found
                listener.onEvent(event);
            }
        };
        StateDirectory state = StateDirectory.of(setup.stateDirectory(), setup.identity(session.source()));
        try (ReadMarks marks = new ReadMarks(
                        again, paths -> state.rememberRead(paths, setup.clock().instant()));
                PlanTable.Cursor rows = plan.inOrder(healing().order())) {
            new Verifier(
                            store,
                            setup.prefix(),
                            options.level(),
                            options.transfers(),
                            marks,
                            cancellation::isRequested,
                            counts)
                    .each(VerifyAfterSync.confirmed(rows, session.catalog()));
        }
        return counts.sound();
    }
}
