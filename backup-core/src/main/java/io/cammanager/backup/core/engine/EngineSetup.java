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
 * @param mirror where a mirror goes; null where none does
 * @param role told in the name of the state: empty for the backup itself
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
        RandomGenerator random,
        @Nullable MirrorTarget mirror,
        String role) {
    /**
     * The bucket that a mirror goes to.
     *
     * @param prefix empty, or ending in a slash
     */
    record MirrorTarget(StoreProvider stores, String prefix) {}

    /** Returns the same for work on the bucket that a mirror goes to: as it is stored, and with a state of its own. */
    EngineSetup at(MirrorTarget target) {
        return new EngineSetup(
                source,
                stateDirectory,
                target.stores(),
                target.prefix(),
                null,
                null,
                retention,
                throttle,
                Shard.ALL,
                lease,
                secureRandom,
                clock,
                sleeper,
                random,
                null,
                " (mirror)");
    }

    /** Returns this scope of what lies under {@code .cammanager/} as a shard has it: they work beside each other. */
    String scopeOf(String scope) {
        return shard.equals(Shard.ALL) ? scope : scope + "-" + shard.index() + "-of-" + shard.count();
    }

    /**
     * Returns what a catalog of this job speaks of. The plain and the encrypted recordings of one bucket have a catalog each.
     *
     * @param realSource the source without links
     */
    CatalogIdentity identity(Path realSource) {
        return new CatalogIdentity(
                realSource, stores.bucket(), (crypt == null ? prefix : prefix + " (encrypted)") + role, shard);
    }
}
