package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.manifest.ManifestCheck;
import io.cammanager.backup.core.manifest.ManifestContext;
import io.cammanager.backup.core.manifest.ManifestRebuild;
import io.cammanager.backup.core.manifest.ManifestWriter;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.UnsafeKeyException;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The manifest as one sync uses it: read when the catalog is lost, and written at the end. */
record RunManifest(
        EngineSetup setup, Path source, Catalog catalog, Bucket bucket, Path scratch, Consumer<String> warnings) {
    /**
     * Returns whose manifest it is, and where it lies. The plain and the encrypted recordings of one prefix have one each, and so
     * have the shards.
     */
    static ManifestContext context(EngineSetup setup, Path source, Catalog catalog, Bucket bucket) {
        String scope = setup.scopeOf(setup.crypt() == null ? "sync" : "sync-encrypted");
        return new ManifestContext(
                bucket.openAsStored(),
                setup.prefix(),
                scope,
                setup.identity(source).directoryName(),
                setup.crypt(),
                setup.secureRandom(),
                catalog,
                setup.clock());
    }

    /** Returns the check of the manifest whose findings count as those of a verification. */
    static ManifestCheck check(
            ManifestContext manifest, VerifyLevel level, BackupListener listener, VerifyCounts counts) {
        return new ManifestCheck(manifest, finding -> {
            counts.add(finding.result());
            listener.onEvent(new BackupEvent.Verified(finding.path(), level, finding.result(), finding.detail()));
        });
    }

    private ManifestContext context() {
        return context(setup, source, catalog, bucket);
    }

    /** Fills a catalog that knows nothing; without a manifest it stays so, and every object is looked at. */
    void rebuild() {
        ManifestRebuild rebuild = new ManifestRebuild(context(), warnings);
        if (rebuild.isNeeded()) {
            rebuild.run(this::isHere, scratch);
        }
    }

    private boolean isHere(ObjectKey path) {
        try {
            return setup.shard().includes(path) && !FileStat.isGone(KeyNames.toPath(source, path));
        } catch (UnsafeKeyException e) {
            return false; // no file of ours can be called like that
        }
    }

    /** Writes what has changed. That it cannot be written is no failure of the run: what is confirmed stays confirmed. */
    void write(String runId, Lease lease, StoreTraits traits) {
        try {
            new ManifestWriter(
                            context(),
                            new ManifestWriter.Session(runId, lease.epoch(), traits, lease::isHeld, scratch, warnings))
                    .write();
        } catch (StoreException | IOException e) {
            warnings.accept("the manifest in the bucket could not be written (" + e.getMessage()
                    + "): every recording that was confirmed is confirmed, and the next run writes it down");
        }
    }

    /** Writes the manifest of one run. */
    interface Writer {
        void write();
    }

    /** Writes what a run has changed before it failed, where the store and the disk can still be relied on. */
    static void writeAfter(BackupException failure, Writer writer) {
        switch (failure.exitCode()) {
            case INCOMPLETE, SAFETY_STOP, MISMATCH -> {
                try {
                    writer.write();
                } catch (BackupException e) {
                    failure.addSuppressed(e);
                }
            }
            default -> {
                // the next run writes it
            }
        }
    }
}
