package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.retention.ExpiryContext;
import io.cammanager.backup.core.retention.ExpiryCounts;
import io.cammanager.backup.core.retention.ExpiryPlan;
import io.cammanager.backup.core.retention.ExpiryPlanner;
import io.cammanager.backup.core.retention.ExpiryStage;
import io.cammanager.backup.core.retention.LockedVersions;
import io.cammanager.backup.core.retention.Moment;
import io.cammanager.backup.core.retention.RetentionTools;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.UnsafeKeyException;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.core.store.layer.RetryingAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;

/** One run of the retention: see that nothing is in doubt, find what is too old, delete what was marked, mark the rest. */
final class RetentionRun {
    private final ReportedRetention asked;
    private final EngineSetup setup;
    private final ExpiryOptions options;
    private final BackupListener listener;
    private final Cancellation cancellation;
    private final String runId;
    private final ExpiryCounts counts;
    private final AtomicLong requests = new AtomicLong();

    RetentionRun(ReportedRetention asked, String runId, ExpiryCounts counts) {
        this.asked = asked;
        this.setup = asked.setup();
        this.options = asked.options();
        this.listener = asked.listener();
        this.cancellation = asked.cancellation();
        this.runId = runId;
        this.counts = counts;
    }

    long requests() {
        return requests.get();
    }

    /** Runs to the end, or throws what ended it early. */
    void run() {
        Path source = SourceGuard.requireDirectory(setup.source());
        RetentionGuard guard = new RetentionGuard(setup);
        Moment now = guard.requireClock();
        lookOnly(source, guard, now);
        if (options.mode() == SyncOptions.Mode.APPLY && !cancellation.isRequested()) {
            WritingSession.Owner owner = new WritingSession.Owner(setup, runId, listener, cancellation);
            WritingSession.run(owner, source, requests::addAndGet, open -> {
                Moment locked = guard.requireClock();
                guard.requireCalm(open.catalog(), locked); // a run may have ended since
                apply(open, locked);
            });
        }
    }

    /** Before anything is locked: is there a bucket at all, and does the password fit? A dry run is done with that look. */
    private void lookOnly(Path source, RetentionGuard guard, Moment now) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            try {
                guard.requireCalm(session.catalog(), now);
                ObjectStore store = session.bucket().open();
                session.bucket().requireExists(store);
                session.bucket().checkPassword(Bucket.Canary.LOOK_ONLY);
                if (options.mode() == SyncOptions.Mode.DRY_RUN) {
                    listener.onEvent(new BackupEvent.RunStarted(runId));
                    dryRun(context(source, session.catalog(), store, now));
                }
            } finally {
                requests.addAndGet(session.bucket().requests());
            }
        }
    }

    /** Lists what would go also when that is more than may. */
    private void dryRun(ExpiryContext context) {
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                ExpiryPlan plan = new ExpiryPlan(scratch.path())) {
            ExpiryPlanner planner = fill(plan, context);
            new ExpiryStage(context, null, counts).run(plan, cancellation);
            warn();
            ExpiryStage.requireWithin(plan, planner);
        }
    }

    private void apply(WritingSession open, Moment now) {
        ObjectStore store = open.bucket().open();
        ExpiryContext context = context(open.source(), open.catalog(), store, now);
        Keeping keeping = new Keeping(store, setup.prefix(), runId, open.traits());
        try (ExpiryPlan plan = new ExpiryPlan(open.scratch());
                LockedVersions locked = lockedVersions(store)) {
            ExpiryStage.requireWithin(plan, fill(plan, context));
            if (!keeping.canRemove()) {
                warn("this store neither keeps versions nor deletes on a condition: each object is looked at right"
                        + " before it is deleted, and what another client writes to its key in that moment is lost;"
                        + " turn the bucket's versioning on");
            }
            new ExpiryStage(context, new RetentionTools(keeping, open.lease(), locked), counts).run(plan, cancellation);
            warn();
        }
    }

    private ExpiryPlanner fill(ExpiryPlan plan, ExpiryContext context) {
        listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.RETENTION));
        ExpiryPlanner planner = new ExpiryPlanner(context, plan);
        try (CatalogCursor rows = context.catalog().all()) {
            planner.addRecordings(rows);
        }
        planner.addCopies(
                new Listing(context.store(), ListRequest.all(setup.prefix() + RemoteTree.REPLACED), asked.executor()));
        return planner;
    }

    private LockedVersions lockedVersions(ObjectStore store) {
        return new LockedVersions(
                () -> new RetryingAdmin(setup.stores().admin(), setup.sleeper(), setup.random()),
                key -> store instanceof EncryptingStore encrypting ? encrypting.storedKey(key) : key);
    }

    private ExpiryContext context(Path source, Catalog catalog, ObjectStore store, Moment now) {
        return new ExpiryContext(
                options, now, catalog, store, setup.prefix(), path -> isSentAgain(source, path), listener);
    }

    /** Says whether a file is here, or may be, that a sync would not pass over for its age. */
    private boolean isSentAgain(Path source, ObjectKey path) {
        Duration retention = setup.retention();
        LocalDateTime keepFrom =
                retention == null ? null : LocalDateTime.now(setup.clock()).minus(retention);
        try {
            return !Planner.isTooOld(path, keepFrom) && !FileStat.isGone(KeyNames.toPath(source, path));
        } catch (UnsafeKeyException e) {
            return false; // no file of ours can be called like that
        }
    }

    private void warn() {
        var summary = counts.summary(0, 0);
        long here = summary.of(ExpiryResult.STILL_HERE);
        if (here > 0) {
            Duration retention = setup.retention();
            warn(here + " recordings stay, since their files are still here and a sync would send them again:"
                    + " RETENTION_DAYS is " + (retention == null ? "not set" : Long.toString(retention.toDays()))
                    + "; set it to " + options.days() + " so that a sync passes over what is older, too");
        }
        long unproven = summary.of(ExpiryResult.UNPROVEN);
        if (unproven > 0) {
            warn(unproven + " recordings stay, since they were recognised by size and time alone and may be somebody"
                    + " else's: verify --level data reads them back");
        }
    }

    private void warn(String message) {
        listener.onEvent(new BackupEvent.Warning(message));
    }
}
