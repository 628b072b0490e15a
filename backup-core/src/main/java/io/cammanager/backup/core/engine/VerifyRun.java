package io.cammanager.backup.core.engine;

import com.google.common.collect.Iterators;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.manifest.KnownRecordings;
import io.cammanager.backup.core.manifest.ManifestCheck;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.verify.Verifier;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Executor;

/** One verification of what is in the bucket; needs no lock, and what it leaves is a record of its end at most. */
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
        RemoteTree remote = bucket.tree(store, executor);
        Verifier verifier = new Verifier(
                store,
                setup.prefix(),
                options.level(),
                options.transfers(),
                listener,
                cancellation::isRequested,
                counts);
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                RemoteTree.Sorted objects = remote.sorted("", Depth.ALL, scratch.path());
                KnownRecordings known = manifest(catalog, bucket, counts).run(scratch.path())) {
            Iterator<ListedObject> ours =
                    Iterators.filter(objects, object -> setup.shard().includes(object.key()));
            verifier.all(known, ours, options.selection());
        }
    }

    private ManifestCheck manifest(Catalog catalog, Bucket bucket, VerifyCounts counts) {
        Path source = SourceGuard.identify(setup.source());
        return new ManifestCheck(RunManifest.context(setup, source, catalog, bucket), finding -> {
            counts.add(finding.result());
            listener.onEvent(
                    new BackupEvent.Verified(finding.path(), options.level(), finding.result(), finding.detail()));
        });
    }
}
