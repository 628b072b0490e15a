package io.cammanager.backup.testkit;

import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

class MemoryStoreContractTest extends ObjectStoreContract {
    private final Map<String, MemoryStoreProvider> buckets = new HashMap<>();

    @Override
    protected ObjectStore openStore(String bucketName) {
        return buckets.computeIfAbsent(bucketName, name -> MemoryStoreProvider.of(name, pageSize(), Clock.systemUTC()))
                .open(Checksums.SUPPORTED);
    }

    @Override
    protected void removeBucket(String bucketName) {
        MemoryStoreProvider provider = buckets.get(bucketName);
        if (provider != null) {
            provider.removeBucket();
        }
    }

    @Override
    protected void setVersioning(String bucketName, Versioning versioning) {
        Objects.requireNonNull(buckets.get(bucketName)).setVersioning(versioning);
    }

    @Override
    public void finishThawing() {
        buckets.values().forEach(MemoryStoreProvider::finishThawing);
    }

    @Override
    protected int pageSize() {
        return 7;
    }
}
