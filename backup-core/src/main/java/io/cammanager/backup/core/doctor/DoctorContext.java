package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is examined.
 *
 * @param retention recordings that started longer ago are not sent; null when all are
 * @param random names what is written
 */
public record DoctorContext(
        Local local,
        Remote remote,
        Surroundings surroundings,
        @Nullable Duration retention,
        Clock clock,
        RandomGenerator random) {
    /**
     * What lies on this machine.
     *
     * @param source need not be there
     * @param state the directory of this job; need not be there
     * @param catalog opens the catalog for reading; the caller closes it
     * @param knownTraits tells what syncs count on; empty before the first one
     */
    public record Local(
            Path source, Path state, Supplier<Catalog> catalog, Supplier<Optional<StoreTraits>> knownTraits) {}

    /**
     * The store.
     *
     * @param store the bucket as it is, with retries
     * @param storeOnce the same without: only the first answer to a conditional write can be believed
     * @param prefix empty, or ending in a slash
     * @param checksums null to find out which works
     * @param crypt null where recordings are kept as they are
     */
    public record Remote(
            StoreProvider stores,
            ObjectStore store,
            ObjectStore storeOnce,
            BucketAdmin admin,
            String prefix,
            @Nullable Checksums checksums,
            @Nullable RcloneCrypt crypt) {}
}
