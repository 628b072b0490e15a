package io.cammanager.backup.core.engine;

import com.google.common.collect.Iterators;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.manifest.KnownRecordings;
import io.cammanager.backup.core.manifest.ManifestCheck;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.verify.Draw;
import io.cammanager.backup.core.verify.Verifier;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** One verification of what is in the bucket; needs no lock, and writes nothing there. */
record VerifyRun(
        EngineSetup setup,
        VerifyOptions options,
        BackupListener listener,
        Cancellation cancellation,
        Executor executor) {
    void run(Catalog catalog, Bucket bucket, VerifyCounts counts) {
        listener.onEvent(new BackupEvent.PhaseStarted(Phase.VERIFY));
        ObjectStore store = bucket.open();
        bucket.requireExists(store);
        bucket.checkPassword(Bucket.Canary.LOOK_ONLY);
        tellSeed();
        Predicate<ObjectKey> drawn =
                new Draw(catalog, options.portion(), setup.clock().instant()).drawn();
        Verifier verifier = new Verifier(
                store,
                setup.prefix(),
                options.level(),
                options.transfers(),
                listener,
                cancellation::isRequested,
                counts);
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                KnownRecordings known = manifest(catalog, bucket, counts).run(scratch.path())) {
            Iterator<CatalogRow> ours = Iterators.filter(
                    Iterators.filter(
                            known, row -> row.isConfirmed() && options.portion().includes(row.path())),
                    row -> isDrawn(row.path(), drawn, counts));
            if (needsListing()) {
                all(verifier, ours, bucket.tree(store, executor), drawn);
            } else {
                verifier.each(ours);
            }
        }
    }

    private ManifestCheck manifest(Catalog catalog, Bucket bucket, VerifyCounts counts) {
        Path source = SourceGuard.identify(setup.source());
        return RunManifest.check(
                RunManifest.context(setup, source, catalog, bucket), options.level(), listener, counts);
    }

    private void tellSeed() {
        Long seed = options.portion().sample().seedOrNull();
        if (seed != null) {
            listener.onEvent(new BackupEvent.Sampled(seed));
        }
    }

    private static boolean isDrawn(ObjectKey path, Predicate<ObjectKey> drawn, VerifyCounts counts) {
        if (drawn.test(path)) {
            return true;
        }
        counts.addLeftToOthers();
        return false;
    }

    /** Of a sample, each object is asked for by itself: the pages of a whole bucket would be many more requests. */
    private boolean needsListing() {
        return options.level() == VerifyLevel.LIST || options.portion().sample().equals(Sample.EVERYTHING);
    }

    private void all(Verifier verifier, Iterator<CatalogRow> rows, RemoteTree remote, Predicate<ObjectKey> drawn) {
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                RemoteTree.Sorted objects = remote.sorted("", Depth.ALL, scratch.path())) {
            Iterator<ListedObject> ours = Iterators.filter(objects, object -> isOurs(object.key(), drawn));
            verifier.all(rows, ours);
        }
    }

    private boolean isOurs(ObjectKey path, Predicate<ObjectKey> drawn) {
        return setup.shard().includes(path) && options.portion().includes(path) && drawn.test(path);
    }
}
