package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Retryability;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** When a request is sent again, and after how long: exponential, and drawn anew each time so that clients fall out of step. */
final class Retries {
    static final int TRIES = 3;

    private static final long BASE_MILLIS = 200;
    private static final long CAP_MILLIS = 30_000;
    // A store may ask for more patience than that, but not for a day of silence.
    private static final long PATIENCE_MILLIS = 120_000;

    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final RetryBudget budget;

    Retries(Sleeper sleeper, RandomGenerator random, RetryBudget budget) {
        this.sleeper = sleeper;
        this.random = random;
        this.budget = budget;
    }

    <T> T run(Supplier<T> request) {
        budget.sent();
        boolean putRight = false;
        for (int tried = 1; ; tried++) {
            try {
                return request.get();
            } catch (StoreException e) {
                if (e.retryability() == Retryability.ONCE && !putRight) {
                    putRight = true;
                } else if (e.retryability() == Retryability.RETRY && tried < TRIES && budget.take()) {
                    pause(tried, e);
                } else {
                    throw e;
                }
            }
        }
    }

    private void pause(int tried, StoreException failure) {
        long jitter = random.nextLong(Math.min(CAP_MILLIS, BASE_MILLIS << (tried - 1)) + 1);
        long asked = Math.min(failure.retryAfterMillis(), PATIENCE_MILLIS);
        try {
            sleeper.sleep(Duration.ofMillis(Math.max(jitter, asked)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    Kind.INTERRUPTED, "wait", "for the next try", String.valueOf(failure.getMessage()), 0, failure);
        }
    }
}
