package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.CircuitBreaker;
import io.cammanager.backup.core.store.layer.CircuitStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.layer.RetryBudget;
import io.cammanager.backup.core.store.layer.RetryingStore;
import io.cammanager.backup.core.store.layer.Throttle;
import io.cammanager.backup.core.store.layer.ThrottledStore;

/**
 * Opens the bucket with bandwidth, circuit breaker and retries around it. All that one run opens shares one breaker and one
 * budget.
 */
final class PatientProvider extends ForwardingStoreProvider {
    private final EngineSetup setup;
    private final CircuitBreaker breaker;
    private final RetryBudget budget = new RetryBudget();

    PatientProvider(StoreProvider provider, EngineSetup setup) {
        super(provider);
        this.setup = setup;
        this.breaker = new CircuitBreaker(setup.clock(), setup.sleeper(), setup.random());
    }

    @Override
    public ObjectStore open(Checksums checksums) {
        ObjectStore store = super.open(checksums);
        Throttle throttle = setup.throttle();
        ObjectStore paced = throttle == null ? store : new ThrottledStore(store, throttle);
        return new RetryingStore(new CircuitStore(paced, breaker), setup.sleeper(), setup.random(), budget);
    }
}
