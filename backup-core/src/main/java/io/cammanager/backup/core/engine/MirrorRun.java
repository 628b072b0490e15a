package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.engine.EngineSetup.MirrorTarget;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.manifest.ManifestCheck;
import io.cammanager.backup.core.manifest.ManifestFinding;
import io.cammanager.backup.core.manifest.RecordedManifest;
import io.cammanager.backup.core.mirror.ConfirmedRows;
import io.cammanager.backup.core.mirror.MirrorContext;
import io.cammanager.backup.core.mirror.MirrorCounts;
import io.cammanager.backup.core.mirror.MirrorPlan;
import io.cammanager.backup.core.mirror.MirrorStage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One copy of the bucket to another one: reads here, holds lock and lease there. */
final class MirrorRun {
    private final WritingSession.Owner owner;
    private final EngineSetup setup;
    private final MirrorOptions options;
    private final MirrorCounts counts;
    private final Executor executor;
    private final AtomicLong requests = new AtomicLong();

    /**
     * Makes the run.
     *
     * @param owner of the bucket that is copied
     */
    MirrorRun(WritingSession.Owner owner, MirrorOptions options, MirrorCounts counts, Executor executor) {
        this.owner = owner;
        this.setup = owner.setup();
        this.options = options;
        this.counts = counts;
        this.executor = executor;
    }

    long requests() {
        return requests.get();
    }

    /** Runs to the end, or throws what ended it early. */
    void run() {
        MirrorTarget target = requireTarget();
        try (ReadingSession session = ReadingSession.open(setup)) {
            try {
                session.bucket().requireExists(session.bucket().open());
                session.bucket().checkPassword(Bucket.Canary.LOOK_ONLY);
                if (options.mode() == SyncOptions.Mode.DRY_RUN) {
                    look(session, setup.at(target));
                } else {
                    apply(session, setup.at(target));
                }
            } finally {
                requests.addAndGet(session.bucket().requests());
            }
        }
    }

    private MirrorTarget requireTarget() {
        MirrorTarget target = setup.mirror();
        if (target == null) {
            throw new BackupException(ExitCode.USAGE, "no bucket is named that a mirror would go to");
        }
        boolean itself = target.stores().endpoint().equals(setup.stores().endpoint())
                && target.stores().bucket().equals(setup.stores().bucket());
        if (itself && overlap(target.prefix(), setup.prefix())) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the mirror would go to where it comes from, bucket \""
                            + target.stores().bucket() + "\": name another bucket, best of another store");
        }
        return target;
    }

    private static boolean overlap(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private void apply(ReadingSession session, EngineSetup there) {
        Path state = SourceGuard.identify(setup.source());
        WritingSession.Owner writer =
                new WritingSession.Owner(there, owner.scope(), owner.runId(), owner.listener(), owner.cancellation());
        WritingSession.run(writer, state, requests::addAndGet, open -> {
            ObjectStore store = open.bucket().openAsStored();
            Keeping keeping = new Keeping(store, there.prefix(), owner.runId(), open.traits());
            mirror(session, new MirrorContext.End(store, there.prefix(), open.traits()), keeping, open.scratch());
        });
    }

    private void look(ReadingSession session, EngineSetup there) {
        owner.listener().onEvent(new BackupEvent.RunStarted(owner.runId()));
        CatalogIdentity identity = there.identity(SourceGuard.identify(setup.source()));
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                Catalog catalog = Catalog.empty(identity);
                Bucket bucket = new Bucket(there, catalog)) {
            try {
                ObjectStore store = bucket.openAsStored();
                if (!store.bucketExists()) {
                    owner.warn("there is no bucket \"" + bucket.name() + "\" yet; a mirror would make it");
                    store = new NoBucket(store);
                }
                mirror(session, new MirrorContext.End(store, there.prefix(), null), null, scratch.path());
            } finally {
                requests.addAndGet(bucket.requests());
            }
        }
    }

    private void mirror(ReadingSession session, MirrorContext.End target, @Nullable Keeping keeping, Path scratch) {
        owner.listener().onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.MIRROR));
        MirrorContext.End source = new MirrorContext.End(
                session.bucket().openAsStored(),
                setup.prefix(),
                session.bucket().knownTraits().orElse(null));
        List<ManifestFinding> damages = new ArrayList<>();
        try (RecordedManifest manifest = manifest(session, damages).read(scratch);
                MirrorPlan plan = new MirrorPlan(scratch)) {
            plan.addSource(listing(source), source.prefix());
            plan.addTarget(listing(target), target.prefix());
            MirrorContext context = new MirrorContext(
                    source,
                    target,
                    new ConfirmedRows(session.catalog(), setup.crypt(), manifest),
                    keeping,
                    options,
                    scratch,
                    owner.listener(),
                    copiesFrom());
            new MirrorStage(context, counts, damages).run(plan, owner.cancellation());
        }
    }

    private ManifestCheck manifest(ReadingSession session, List<ManifestFinding> damages) {
        Path source = SourceGuard.identify(setup.source());
        return new ManifestCheck(RunManifest.context(setup, source, session.catalog(), session.bucket()), damages::add);
    }

    /** Returns the bucket from which the target's store copies by itself; null where bytes pass through here. */
    private @Nullable String copiesFrom() {
        StoreProvider stores = setup.stores();
        return requireTarget().stores().copyDomain().equals(stores.copyDomain()) ? stores.bucket() : null;
    }

    private Listing listing(MirrorContext.End end) {
        return new Listing(end.store(), ListRequest.all(end.prefix()), executor);
    }
}
