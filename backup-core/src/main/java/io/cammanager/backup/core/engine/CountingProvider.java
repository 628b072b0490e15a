package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.CountingStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import java.util.ArrayList;
import java.util.List;

/** Counts the requests of one run, whichever way the bucket was opened. Closing it closes what it has opened. */
final class CountingProvider extends ForwardingStoreProvider {
    private final List<CountingStore> opened = new ArrayList<>();

    CountingProvider(StoreProvider provider) {
        super(provider);
    }

    @Override
    public synchronized ObjectStore open(Checksums checksums) {
        CountingStore store = new CountingStore(super.open(checksums));
        opened.add(store);
        return store;
    }

    synchronized long requests() {
        return opened.stream().mapToLong(CountingStore::requests).sum();
    }

    @Override
    public synchronized void close() {
        opened.forEach(CountingStore::close);
    }
}
