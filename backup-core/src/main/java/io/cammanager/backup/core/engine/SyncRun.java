package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.remove.CatalogJournal;
import io.cammanager.backup.core.remove.RemovalPlan;
import io.cammanager.backup.core.remove.Remover;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.core.transfer.PlanTable;
import io.cammanager.backup.core.transfer.TransferContext;
import io.cammanager.backup.core.transfer.TransferStage;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** One sync, top to bottom: guard, scan and plan, transfer, verify. The report is made by whoever runs it. */
final class SyncRun {
    private final EngineSetup setup;
    private final SyncOptions options;
    private final BackupListener listener;
    private final Cancellation cancellation;
    private final Executor executor;
    private final String runId;
    private final SyncTally tally;
    private final OutcomeWatch outcomes;
    private volatile long requests;

    SyncRun(
            EngineSetup setup,
            SyncOptions options,
            BackupListener listener,
            Cancellation cancellation,
            Executor executor,
            String runId,
            SyncTally tally) {
        this.setup = setup;
        this.options = options;
        this.outcomes = new OutcomeWatch(listener);
        this.listener = outcomes;
        this.cancellation = cancellation;
        this.executor = executor;
        this.runId = runId;
        this.tally = tally;
    }

    long requests() {
        return requests;
    }

    /** Runs to the end, or throws what ended it early. */
    void run() {
        Concern unused = Concern.of(setup, options); // bad rules end the run before anything is touched
        Path source = SourceGuard.requireDirectory(setup.source());
        if (options.mode() == Mode.DRY_RUN) {
            dryRun(source, StateDirectory.of(setup.stateDirectory(), setup.identity(source)));
        } else {
            apply(source);
        }
    }

    private void apply(Path source) {
        WritingSession.Owner owner = new WritingSession.Owner(setup, runId, listener, cancellation);
        WritingSession.run(owner, source, count -> requests = count, this::apply);
    }

    private void apply(WritingSession opened) {
        Path source = opened.source();
        Path scratch = opened.scratch();
        Catalog catalog = opened.catalog();
        ObjectStore store = opened.bucket().open();
        RemoteTree remote = opened.bucket().tree(store, executor);
        Removals removals = new Removals(source, catalog, options, Concern.of(setup, options), listener);
        Removals.Tools tools = removalTools(store, opened);
        try (PlanTable plan = new PlanTable(scratch)) {
            PlanCounts counts = planning(source, catalog).run(remote, plan, scratch, UnitPlanner.Remembering.ON);
            warnOfForeign(store);
            if (cancellation.isRequested()) {
                return;
            }
            new LossGuard(store, setup.prefix(), opened.bucket().name(), this::warn)
                    .check(plan, remote, counts.kept, options.emptied());
            MassChangeGuard.check(counts, options);
            try (RemovalPlan gone = removals.plan(scratch)) {
                removals.check(gone);
                TransferContext context = new TransferContext(
                        source,
                        setup.prefix(),
                        store,
                        opened.traits(),
                        setup.stores().limits(),
                        catalog,
                        options,
                        listener,
                        setup.clock(),
                        tools.keeping());
                transfer(context, plan);
                BackupException undone = removals.run(gone, tools, outcomes.areAllGood());
                new VerifyAfterSync(setup, options, opened, store, remote, listener, cancellation)
                        .run(plan, counts.kept, tally);
                if (undone != null) {
                    throw undone;
                }
            }
        }
    }

    private Removals.Tools removalTools(ObjectStore store, WritingSession opened) {
        Keeping keeping = new Keeping(store, setup.prefix(), runId, opened.traits());
        CatalogJournal journal = new CatalogJournal(opened.catalog());
        Remover remover = new Remover(store, setup.prefix(), keeping, new Remover.Guards(opened.lease(), journal));
        journal.finishAll(remover, this::warn);
        return new Removals.Tools(keeping, remover, tally, cancellation);
    }

    private void transfer(TransferContext context, PlanTable plan) {
        phase(Phase.TRANSFER);
        new TransferStage(context, tally, cancellation, setup.sleeper(), setup.random()).run(plan);
        context.catalog().forget(outcomes.vanished());
        SourceGuard.rememberDevice(context.source(), context.catalog());
    }

    private void warnOfForeign(ObjectStore store) {
        if (store instanceof EncryptingStore encrypting && encrypting.foreign() > 0) {
            warn(encrypting.foreign()
                    + " objects beside the recordings are not encrypted as this job encrypts them, and"
                    + " are left alone");
        }
    }

    private Planning planning(Path source, Catalog catalog) {
        return new Planning(setup, options, source, catalog, listener, cancellation, tally);
    }

    private void dryRun(Path source, StateDirectory state) {
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                Catalog catalog = state.openCatalogForReading();
                Bucket bucket = new Bucket(setup, catalog)) {
            listener.onEvent(new BackupEvent.RunStarted(runId));
            try {
                new DryRun(planning(source, catalog), bucket, executor).run(scratch.path());
            } finally {
                requests = bucket.requests();
            }
        }
    }

    private void phase(Phase phase) {
        listener.onEvent(new BackupEvent.PhaseStarted(phase));
    }

    private void warn(String message) {
        listener.onEvent(new BackupEvent.Warning(message));
    }
}
