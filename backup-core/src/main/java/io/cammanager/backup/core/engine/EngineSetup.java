package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.Throttle;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine was built with.
 *
 * @param prefix empty, or ending in a slash
 * @param checksums null to find out which works
 * @param crypt null where recordings are kept as they are
 * @param retention recordings that started longer ago do not count in a status; null when all do
 * @param throttle null where bytes travel as fast as they can
 * @param shard the cameras that are meant
 * @param lease how the lease of the bucket is kept
 * @param secureRandom draws nonces
 */
record EngineSetup(
        Path source,
        Path stateDirectory,
        StoreProvider stores,
        String prefix,
        @Nullable Checksums checksums,
        @Nullable RcloneCrypt crypt,
        @Nullable Duration retention,
        @Nullable Throttle throttle,
        Shard shard,
        LeaseTiming lease,
        SecureRandom secureRandom,
        Clock clock,
        Sleeper sleeper,
        RandomGenerator random) {
    /**
     * Returns what a catalog of this job speaks of. The plain and the encrypted recordings of one bucket have a catalog each.
     *
     * @param realSource the source without links
     */
    CatalogIdentity identity(Path realSource) {
        return new CatalogIdentity(
                realSource, stores.bucket(), crypt == null ? prefix : prefix + " (encrypted)", shard);
    }
}
