package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneOptions.Goal;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.prune.PruneContext;
import io.cammanager.backup.core.prune.PruneCounts;
import io.cammanager.backup.core.prune.PrunePlan;
import io.cammanager.backup.core.prune.PruneStage;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.verify.ObjectCheck;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One run of the space guard: find what is old enough, prove each copy, delete here. */
final class PruneRun {
    private final EngineSetup setup;
    private final PruneOptions options;
    private final BackupListener listener;
    private final Cancellation cancellation;
    private final String runId;
    private final PruneCounts counts;
    private final AtomicLong requests = new AtomicLong();

    PruneRun(
            EngineSetup setup,
            PruneOptions options,
            BackupListener listener,
            Cancellation cancellation,
            String runId,
            PruneCounts counts) {
        this.setup = setup;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.runId = runId;
        this.counts = counts;
    }

    long requests() {
        return requests.get();
    }

    /** Runs to the end, or throws what ended it early. */
    void run() {
        Path source = SourceGuard.requireDirectory(setup.source());
        lookOnly(source);
        if (options.mode() == SyncOptions.Mode.APPLY && !cancellation.isRequested()) {
            WritingSession.Owner owner = new WritingSession.Owner(setup, runId, listener, cancellation);
            WritingSession.run(
                    owner,
                    source,
                    requests::addAndGet,
                    open -> prune(
                            source, open.scratch(), context(source, open.catalog(), open.bucket(), open.lease())));
        }
    }

    /** Before anything is locked: is there a bucket at all, and does the password fit? A dry run is done with that look. */
    private void lookOnly(Path source) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            try {
                session.bucket().requireExists(session.bucket().open());
                session.bucket().checkPassword(Bucket.Canary.LOOK_ONLY);
                if (options.mode() == SyncOptions.Mode.DRY_RUN) {
                    listener.onEvent(new BackupEvent.RunStarted(runId));
                    try (TemporaryDirectory scratch = TemporaryDirectory.create()) {
                        prune(
                                source,
                                scratch.path(),
                                context(source, session.catalog(), session.bucket(), LeaseView.ALWAYS));
                    }
                }
            } finally {
                requests.addAndGet(session.bucket().requests());
            }
        }
    }

    private PruneContext context(Path source, Catalog catalog, Bucket bucket, LeaseView lease) {
        LocalDateTime expired = setup.retention() == null
                ? null
                : LocalDateTime.now(setup.clock()).minus(setup.retention());
        return new PruneContext(
                source,
                catalog,
                new ObjectCheck(bucket.open(), setup.prefix()),
                lease,
                options,
                expired,
                listener,
                setup.clock());
    }

    private void prune(Path source, Path scratch, PruneContext context) {
        listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.PRUNE));
        long toFree = bytesToFree(source);
        if (toFree <= 0) {
            return;
        }
        try (PrunePlan plan = new PrunePlan(scratch)) {
            try (CatalogCursor rows = context.catalog().all()) {
                plan.fill(rows, before(), mayBeHere(source));
            }
            boolean reached = new PruneStage(context, counts).run(plan, toFree, cancellation);
            if (!reached && options.goal() instanceof Goal.KeepFree && !cancellation.isRequested()) {
                throw new BackupException(
                        ExitCode.INCOMPLETE,
                        "the disk of " + source
                                + " still has less free than asked for: nothing more that is older than "
                                + options.keepDays()
                                + " d has a proven copy; see what sync and verify say of the rest");
            }
        }
    }

    private PrunePlan.Before before() {
        Instant cutoff = setup.clock().instant().minus(options.minAge());
        return new PrunePlan.Before(
                LocalDateTime.ofInstant(cutoff, setup.clock().getZone()), cutoff.toEpochMilli());
    }

    private Predicate<ObjectKey> mayBeHere(Path source) {
        return path -> setup.shard().includes(path) && !FileStat.isGone(KeyNames.toPath(source, path));
    }

    private long bytesToFree(Path source) {
        if (!(options.goal() instanceof Goal.KeepFree keep)) {
            return Long.MAX_VALUE;
        }
        try {
            FileStore disk = Files.getFileStore(source);
            return keep.space().bytesOf(disk.getTotalSpace()) - disk.getUsableSpace();
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "could not find out how much of the disk of " + source + " is free: " + LocalFailure.reason(e),
                    e);
        }
    }
}
