package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LocalLock;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.plan.Settling;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.scan.NameFilter;
import io.cammanager.backup.core.scan.SourceScanner;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.core.transfer.PlanTable;
import io.cammanager.backup.core.transfer.TransferContext;
import io.cammanager.backup.core.transfer.TransferStage;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One sync, top to bottom: guard, scan and plan, transfer, verify. The report is made by whoever runs it. */
final class SyncRun {
    private final EngineSetup setup;
    private final SyncOptions options;
    private final BackupListener listener;
    private final Cancellation cancellation;
    private final Executor executor;
    private final String runId;
    private final SyncTally tally;
    private final Queue<ObjectKey> vanished = new ConcurrentLinkedQueue<>();
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
        this.listener = event -> {
            if (event instanceof BackupEvent.Finished finished && finished.outcome() == Outcome.VANISHED) {
                vanished.add(new ObjectKey(finished.path()));
            }
            listener.onEvent(event);
        };
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
        NameFilter unused = filter(); // bad rules end the run before anything is touched
        Path source = SourceGuard.requireDirectory(setup.source());
        CatalogIdentity identity = setup.identity(source);
        StateDirectory state = StateDirectory.of(setup.stateDirectory(), identity);
        if (options.mode() == Mode.DRY_RUN) {
            dryRun(source, state);
        } else {
            apply(source, state);
        }
    }

    private NameFilter filter() {
        try {
            return NameFilter.of(options.filters());
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void apply(Path source, StateDirectory state) {
        state.create();
        LocalLock lock = LocalLock.acquire(state.path(), RunOwner.describe(runId, setup.clock()));
        try (lock) {
            state.clearScratch();
            try (Catalog catalog = state.openCatalog(setup.clock(), this::warn);
                    Bucket bucket = new Bucket(setup, catalog)) {
                listener.onEvent(new BackupEvent.RunStarted(runId));
                try {
                    apply(source, state, catalog, bucket);
                } finally {
                    requests = bucket.requests();
                }
            }
        }
    }

    private void apply(Path source, StateDirectory state, Catalog catalog, Bucket bucket) {
        SourceGuard.checkDevice(source, catalog, this::warn);
        phase(Phase.PROBE);
        ObjectStore opened = bucket.open();
        bucket.createIfAllowed(opened);
        StoreTraits traits = bucket.findTraits();
        bucket.checkPassword(Bucket.Canary.LEAVE);
        Lease lease = new RunLease(setup, bucket, cancellation, this::warn).take(state.path(), traits);
        try {
            apply(source, state.scratch(), catalog, bucket, traits);
        } finally {
            lease.close();
        }
    }

    private void apply(Path source, Path scratch, Catalog catalog, Bucket bucket, StoreTraits traits) {
        ObjectStore store = bucket.open();
        RemoteTree remote = bucket.tree(store, executor);
        try (PlanTable plan = new PlanTable(scratch)) {
            PlanCounts counts = plan(source, scratch, catalog, remote, plan, UnitPlanner.Remembering.ON);
            warnOfForeign(store);
            if (cancellation.isRequested()) {
                return;
            }
            LossGuard.check(plan, remote, bucket.name(), counts.kept, options.emptied(), this::warn);
            phase(Phase.TRANSFER);
            TransferContext context = new TransferContext(
                    source,
                    setup.prefix(),
                    store,
                    traits,
                    setup.stores().limits(),
                    catalog,
                    options,
                    listener,
                    setup.clock());
            new TransferStage(context, tally, cancellation, setup.sleeper(), setup.random()).run(plan);
            catalog.forget(vanished);
            SourceGuard.rememberDevice(source, catalog);
            new VerifyAfterSync(setup, options, store, remote, catalog, listener, cancellation)
                    .run(plan, counts.kept, scratch, tally);
        }
    }

    private PlanCounts plan(
            Path source,
            Path scratch,
            Catalog catalog,
            @Nullable RemoteTree remote,
            PlanTable plan,
            UnitPlanner.Remembering remembering) {
        phase(Phase.SCAN);
        PlanInputs inputs = new PlanInputs(
                planner(),
                plan,
                catalog,
                remote,
                setup.prefix(),
                remembering,
                scratch,
                listener,
                setup.clock().millis());
        SourceScanner scanner = new SourceScanner(source, filter(), setup.shard(), scratch);
        PlanCounts counts = new PlanStage(inputs, source, scanner, cancellation::isRequested).run();
        SourceGuard.requireFiles(source, counts.files, catalog);
        tally.addUnchanged(counts.kept);
        tally.addBytesTotal(counts.bytes);
        PlanTable.Total send = plan.total(Action.SEND);
        long toCheck =
                plan.total(Action.LOOK).files() + plan.total(Action.COMPARE).files();
        listener.onEvent(new BackupEvent.PlanReady(counts.kept + plan.size(), send.files(), send.bytes(), toCheck));
        return counts;
    }

    private void warnOfForeign(ObjectStore store) {
        if (store instanceof EncryptingStore encrypting && encrypting.foreign() > 0) {
            warn(encrypting.foreign()
                    + " objects beside the recordings are not encrypted as this job encrypts them, and"
                    + " are left alone");
        }
    }

    private Planner planner() {
        LocalDateTime keepFrom = options.retention() == null
                ? null
                : LocalDateTime.now(setup.clock()).minus(options.retention());
        return new Planner(new Settling(setup.clock().instant(), options.minAge()), keepFrom);
    }

    /** Plans and says what the plan holds; writes nothing but a temporary file. */
    private void dryRun(Path source, StateDirectory state) {
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                Catalog catalog = state.openCatalogForReading();
                Bucket bucket = new Bucket(setup, catalog);
                PlanTable plan = new PlanTable(scratch.path())) {
            listener.onEvent(new BackupEvent.RunStarted(runId));
            try {
                ObjectStore store = bucket.open();
                RemoteTree remote = remoteOfDryRun(catalog, bucket, store);
                plan(source, scratch.path(), catalog, remote, plan, UnitPlanner.Remembering.OFF);
                reportPlan(plan);
            } finally {
                requests = bucket.requests();
            }
        }
    }

    private @Nullable RemoteTree remoteOfDryRun(Catalog catalog, Bucket bucket, ObjectStore store) {
        if (!catalog.hasEverConfirmed() && !store.bucketExists()) {
            warn("there is no bucket \"" + setup.stores().bucket() + "\" yet; a sync would make it");
            return null;
        }
        bucket.requireExists(store);
        bucket.checkPassword(Bucket.Canary.LOOK_ONLY);
        return bucket.tree(store, executor);
    }

    private void reportPlan(PlanTable plan) {
        try (PlanTable.Cursor rows = plan.inOrder(options.order())) {
            while (rows.hasNext() && !cancellation.isRequested()) {
                PlannedFile file = rows.next();
                Outcome expected = file.decision().action().expected();
                tally.count(expected, file.stamp().size());
                listener.onEvent(new BackupEvent.Planned(
                        file.path().value(),
                        file.stamp().size(),
                        expected,
                        file.decision().reason()));
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
