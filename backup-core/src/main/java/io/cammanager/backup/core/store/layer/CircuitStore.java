package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.store.ObjectStore;
import java.util.function.Supplier;

/**
 * Keeps requests back while the store fails them all, as its {@link CircuitBreaker} says. Belongs below whatever retries, so
 * that each try counts, and above what paces, so that what is kept back takes no bandwidth.
 */
public final class CircuitStore extends AroundRequests {
    private final CircuitBreaker breaker;

    public CircuitStore(ObjectStore inner, CircuitBreaker breaker) {
        super(inner);
        this.breaker = breaker;
    }

    @Override
    <T> T around(Supplier<T> request) {
        return breaker.run(request);
    }
}
