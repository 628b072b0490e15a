package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.lock.LocalLock;
import io.cammanager.backup.core.store.StoreTraits;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What a run has open once it may write: the state under its lock, the bucket with what is known of it, the lease.
 *
 * @param source without links
 * @param scratch the directory for the temporary files of this run
 */
record WritingSession(Path source, Path scratch, Catalog catalog, Bucket bucket, StoreTraits traits, LeaseView lease) {
    /**
     * The run that wants to write.
     *
     * @param scope of the lease: runs of one scope do not work beside each other
     */
    record Owner(EngineSetup setup, String scope, String runId, BackupListener listener, Cancellation cancellation) {
        private static final String SYNC = "sync";

        /** Makes the owner of a run that no sync may work beside. */
        Owner(EngineSetup setup, String runId, BackupListener listener, Cancellation cancellation) {
            this(setup, SYNC, runId, listener, cancellation);
        }

        void warn(String message) {
            listener.onEvent(new BackupEvent.Warning(message));
        }
    }

    /**
     * Does the work with everything open, and closes it.
     *
     * @param source without links
     * @param requests told how many were sent, however the work ends
     */
    static void run(Owner owner, Path source, LongConsumer requests, Consumer<WritingSession> work) {
        EngineSetup setup = owner.setup();
        StateDirectory state = StateDirectory.of(setup.stateDirectory(), setup.identity(source));
        state.create();
        LocalLock lock = LocalLock.acquire(state.path(), RunOwner.describe(owner.runId(), setup.clock()));
        try (lock) {
            state.clearScratch();
            try (Catalog catalog = state.openCatalog(setup.clock(), owner::warn);
                    Bucket bucket = new Bucket(setup, catalog)) {
                owner.listener().onEvent(new BackupEvent.RunStarted(owner.runId()));
                try {
                    SourceGuard.checkDevice(source, catalog, owner::warn);
                    StoreTraits traits = probe(owner, bucket);
                    Lease lease = new RunLease(setup, owner.scope(), bucket, owner.cancellation(), owner::warn)
                            .take(state.path(), traits);
                    try (lease) {
                        new WritingSession(source, state.scratch(), catalog, bucket, traits, lease)
                                .run(owner, lease, work);
                    }
                } finally {
                    requests.accept(bucket.requests());
                }
            }
        }
    }

    /** Writes down in the bucket what the work has changed there, also where it failed part-way. */
    private void run(Owner owner, Lease held, Consumer<WritingSession> work) {
        if (!owner.scope().equals(Owner.SYNC)) {
            work.accept(this); // what it writes is no recording of this machine
            return;
        }
        RunManifest manifest = new RunManifest(owner.setup(), source, catalog, bucket, scratch, owner::warn);
        RunManifest.Writer writer = () -> manifest.write(owner.runId(), held, traits);
        try {
            manifest.rebuild();
            work.accept(this);
            if (!owner.cancellation().isAborted()) {
                writer.write();
            }
        } catch (BackupException e) {
            RunManifest.writeAfter(e, writer);
            throw e;
        }
    }

    private static StoreTraits probe(Owner owner, Bucket bucket) {
        owner.listener().onEvent(new BackupEvent.PhaseStarted(Phase.PROBE));
        bucket.createIfAllowed(bucket.open());
        StoreTraits traits = bucket.findTraits(owner::warn);
        bucket.checkPassword(Bucket.Canary.LEAVE);
        return traits;
    }
}
