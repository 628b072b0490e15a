package io.cammanager.backup.testkit;

import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.Versioning;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every store must do, as tests: extend it, say how to open a bucket, and name in what the server behind it is known to
 * deviate. A deviation is a named exception with a reason, and the test checks that it is still there.
 *
 * <pre>{@code
 * class MyStoreTest extends ObjectStoreContract {
 *     protected ObjectStore openStore(String bucket) {
 *         return MyStore.open(bucket);
 *     }
 * }
 * }</pre>
 *
 * <p>Each class works in a bucket of its own, each test below a prefix of its own that it empties afterwards. It must be allowed
 * to create buckets.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ObjectStoreContract
        implements ObjectContract,
                RangeContract,
                ConditionContract,
                CopyContract,
                ColdContract,
                ListingContract,
                KeyContract,
                MultipartContract,
                UnfinishedUploadContract,
                VersionContract,
                BucketContract {
    private final AtomicInteger tests = new AtomicInteger();
    private final String bucket = "contract-" + UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ObjectStore store;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StoreUnderTest underTest;

    /** For the classes that say how a store is opened. */
    protected ObjectStoreContract() {}

    /** Opens a bucket that may not be there yet; called more than once for the same name. The contract closes what it opens. */
    protected abstract ObjectStore openStore(String bucketName);

    /** Removes an empty bucket that the contract created; by default it stays. */
    protected void removeBucket(String bucketName) {}

    /**
     * Lets a bucket that the contract created keep versions, or none any more; an {@link AssertionError} where the server
     * cannot do that, which needs {@link Deviation#KEEPS_NO_VERSIONS}.
     */
    protected void setVersioning(String bucketName, Versioning versioning) {
        throw new AssertionError("no way was given to let " + bucketName + " keep versions");
    }

    /** Returns how many keys a full page of a listing holds. */
    protected int pageSize() {
        return 1000;
    }

    /** Returns in what the server is known to keep less than the contract, each with the reason. */
    protected Map<Deviation, String> deviations() {
        return Map.of();
    }

    @BeforeAll
    final void createTheBucket() {
        store = openStore(bucket);
        store.createBucket();
    }

    @AfterAll
    final void removeTheBucket() {
        if (store != null) { // null when the server was not there and all was skipped
            store.close();
            removeBucket(bucket);
        }
    }

    @BeforeEach
    final void beginBelowAPrefix() {
        underTest = new StoreUnderTest(store, "test-" + tests.incrementAndGet() + "/", pageSize(), deviations());
    }

    @AfterEach
    final void emptyThePrefix() {
        underTest.cleanUp();
    }

    @Override
    public final StoreUnderTest underTest() {
        return underTest;
    }

    @Override
    public final String bucketName() {
        return bucket;
    }

    /** Ends all fetching back; by default there is no way, which needs {@link Deviation#KEEPS_NOTHING_COLD}. */
    @Override
    public void finishThawing() {
        throw new AssertionError("no way was given to end what thaws");
    }

    @Override
    public final ObjectStore openMissing() {
        return openStore(missingBucket());
    }

    @Override
    public final void removeMissing() {
        removeBucket(missingBucket());
    }

    @Override
    public final ObjectStore openVersioned() {
        return openStore(versionedBucket());
    }

    @Override
    public final void setVersioning(Versioning versioning) {
        setVersioning(versionedBucket(), versioning);
    }

    @Override
    public final void removeVersioned() {
        removeBucket(versionedBucket());
    }

    private String versionedBucket() {
        return bucket + "-versions";
    }

    private String missingBucket() {
        return bucket + "-missing";
    }
}
