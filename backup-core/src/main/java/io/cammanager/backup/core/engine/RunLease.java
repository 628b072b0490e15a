package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.lock.HolderFile;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LeaseContext;
import io.cammanager.backup.core.lock.LeaseHolder;
import io.cammanager.backup.core.lock.LeaseKeeper;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreTraits;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The lease of what one run writes to. */
record RunLease(EngineSetup setup, String scope, Bucket bucket, Cancellation cancellation, Consumer<String> warnings) {
    /**
     * Takes the lease, or ends the run when another one holds it.
     *
     * @param state the directory whose local lock the run holds
     */
    Lease take(Path state, StoreTraits traits) {
        LeaseHolder holder = new LeaseHolder(
                HolderFile.readOrMake(state, setup.secureRandom()),
                RunOwner.hostName(),
                ProcessHandle.current().pid());
        return new LeaseKeeper(new LeaseContext(
                        new ObjectKey(setup.prefix() + RemoteTree.OWN + "lease/" + setup.scopeOf(scope)),
                        bucket.openAsStored(),
                        bucket.openOnce(),
                        holder,
                        setup.lease(),
                        setup.clock(),
                        setup.sleeper(),
                        setup.secureRandom(),
                        cancellation::isRequested,
                        warnings))
                .take(traits);
    }
}
