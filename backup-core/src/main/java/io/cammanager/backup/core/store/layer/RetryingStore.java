package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Sends a request up to three times, within a {@link RetryBudget}, when sending it again may help
 * ({@link StoreException#retryability()}), and says so when it did not. A request whose answer was lost may have been
 * carried out all the same; then the next try meets its own success, and only the caller, by a {@link #head}, can tell:
 *
 * <ul>
 *   <li>{@link #put} with {@code IF_ABSENT} ends with {@code PRECONDITION_FAILED};
 *   <li>{@link MultipartUpload#complete} ends with {@code NOT_FOUND}, since the upload is gone.
 * </ul>
 *
 * <p>Opening the bytes of an object is retried, reading them is not.
 */
public final class RetryingStore extends AroundRequests {
    private final Retries retries;

    /** Makes the layer with a budget of its own. */
    public RetryingStore(ObjectStore inner, Sleeper sleeper, RandomGenerator random) {
        this(inner, sleeper, random, new RetryBudget());
    }

    /** Makes the layer with a budget that it shares. */
    public RetryingStore(ObjectStore inner, Sleeper sleeper, RandomGenerator random, RetryBudget budget) {
        super(inner);
        this.retries = new Retries(sleeper, random, budget);
    }

    @Override
    <T> T around(Supplier<T> request) {
        return retries.run(request);
    }
}
