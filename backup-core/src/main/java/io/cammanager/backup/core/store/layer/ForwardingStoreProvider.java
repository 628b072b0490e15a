package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.time.Duration;
import java.util.Optional;

/** Hands every call on. Whoever opens a bucket in a way of its own overrides what it changes. */
public abstract class ForwardingStoreProvider implements StoreProvider {
    private final StoreProvider inner;

    protected ForwardingStoreProvider(StoreProvider inner) {
        this.inner = inner;
    }

    @Override
    public String endpoint() {
        return inner.endpoint();
    }

    @Override
    public String bucket() {
        return inner.bucket();
    }

    @Override
    public Object copyDomain() {
        return inner.copyDomain();
    }

    @Override
    public StoreLimits limits() {
        return inner.limits();
    }

    @Override
    public ObjectStore open(Checksums checksums) {
        return inner.open(checksums);
    }

    @Override
    public BucketAdmin admin() {
        return inner.admin();
    }

    @Override
    public Optional<Duration> clockAhead() {
        return inner.clockAhead();
    }

    @Override
    public Optional<ChecksumTraits> tryChecksums(ObjectKey scratch) {
        return inner.tryChecksums(scratch);
    }

    @Override
    public void close() {
        inner.close();
    }
}
