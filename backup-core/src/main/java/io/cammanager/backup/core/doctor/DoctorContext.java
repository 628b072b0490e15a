package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.RunRecord;
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
     */
    public record Local(Path source, Path state, Supplier<Catalog> catalog, Memory memory) {}

    /** What is remembered here from one run to the next. */
    public interface Memory {
        /** Tells what syncs count on; empty before the first one. */
        Optional<StoreTraits> traits();

        /** Lets the next sync try the store again; returns whether it will. */
        boolean doubtTraits();

        /** Remembers that a run has ended, where there is a state to write it into. */
        void add(RunRecord run);
    }

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
