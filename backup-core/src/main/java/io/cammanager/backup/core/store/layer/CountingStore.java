package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.store.ObjectStore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts requests. Belongs next to the store that sends them, below whatever retries, so that each try counts. */
public final class CountingStore extends AroundRequests {
    private final LongAdder requests = new LongAdder();

    public CountingStore(ObjectStore inner) {
        super(inner);
    }

    /** Returns how many requests were sent, those that failed among them. */
    public long requests() {
        return requests.sum();
    }

    @Override
    <T> T around(Supplier<T> request) {
        requests.increment();
        return request.get();
    }
}
