package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens one bucket of one endpoint, in any of the ways of protecting request bytes; which one works is found by
 * the probe.
 */
public interface StoreProvider extends AutoCloseable {
    /** Returns what tells this endpoint from others, for messages and as a key; holds no secret. */
    String endpoint();

    /** Returns the name of the bucket. */
    String bucket();

    /**
     * Returns what is equal for two buckets between which the store copies by itself, which are those of one endpoint that the
     * same keys open; holds no secret. By default no other bucket is like this one.
     */
    default Object copyDomain() {
        return this;
    }

    /** Returns what this store takes at most; those of AWS where nothing else is known. */
    default StoreLimits limits() {
        return StoreLimits.AWS;
    }

    /** Opens the bucket. Stores that were opened by one provider share its connections; close them before it. */
    ObjectStore open(StoreTraits.Checksums checksums);

    /**
     * Opens what may be changed about the bucket itself. Close it before the provider.
     *
     * @throws StoreException of kind {@code NOT_IMPLEMENTED} where nothing may
     */
    default BucketAdmin admin() {
        throw new StoreException(
                StoreException.Kind.NOT_IMPLEMENTED, "change the settings of", bucket(), "this store has none");
    }

    /**
     * Asks the store what time it is, and returns how far this machine's clock is ahead of that, negative when behind; empty
     * when it does not tell. Needs no valid keys.
     */
    default Optional<Duration> clockAhead() {
        return Optional.empty();
    }

    /**
     * What becomes of a checksum that goes with an object.
     *
     * @param wrongRefused whether a wrong {@code x-amz-checksum-sha256} is refused
     * @param toldByHead whether a HEAD tells the right one
     */
    record ChecksumTraits(Enforcement wrongRefused, Enforcement toldByHead) {}

    /**
     * Tries what becomes of checksums; empty where there are none.
     *
     * @param scratch is written to; the caller removes it
     */
    default Optional<ChecksumTraits> tryChecksums(ObjectKey scratch) {
        return Optional.empty();
    }

    @Override
    void close();
}
