package io.cammanager.backup.core.store;

/**
 * Opens one bucket of one endpoint, in any of the ways of protecting request bytes; which one works is found by
 * the probe.
 */
public interface StoreProvider extends AutoCloseable {
    /** Returns what tells this endpoint from others, for messages and as a key; holds no secret. */
    String endpoint();

    /** Returns the name of the bucket. */
    String bucket();

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

    @Override
    void close();
}
