package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Sends a request up to three times, as {@link RetryingStore} does; each of them says the same when it is said twice. */
public final class RetryingAdmin implements BucketAdmin {
    private final BucketAdmin inner;
    private final Retries retries;

    public RetryingAdmin(BucketAdmin inner, Sleeper sleeper, RandomGenerator random) {
        this.inner = inner;
        this.retries = new Retries(sleeper, random, new RetryBudget());
    }

    private void run(Runnable request) {
        var unused = retries.run(() -> {
            request.run();
            return true;
        });
    }

    @Override
    public List<LifecycleRule> lifecycle() {
        return retries.run(inner::lifecycle);
    }

    @Override
    public void replaceLifecycle(String idPrefix, List<LifecycleRule> rules) {
        run(() -> inner.replaceLifecycle(idPrefix, rules));
    }

    @Override
    public Versioning versioning() {
        return retries.run(inner::versioning);
    }

    @Override
    public void enableVersioning() {
        run(inner::enableVersioning);
    }

    @Override
    public void createBucketWithLock() {
        run(inner::createBucketWithLock);
    }

    @Override
    public Optional<BucketLock> lock() {
        return retries.run(inner::lock);
    }

    @Override
    public void setLock(BucketLock.Default value) {
        run(() -> inner.setLock(value));
    }

    @Override
    public Optional<ObjectLock> lockOf(ObjectKey key, String versionId) {
        return retries.run(() -> inner.lockOf(key, versionId));
    }

    @Override
    public void lock(ObjectKey key, String versionId, ObjectLock lock) {
        run(() -> inner.lock(key, versionId, lock));
    }

    @Override
    public void deleteLocked(ObjectKey key, String versionId) {
        run(() -> inner.deleteLocked(key, versionId));
    }

    /** Not sent again as a whole, since what was told would be told twice; the pages are few. */
    @Override
    public void versions(String prefix, Consumer<Versioned> consumer) {
        inner.versions(prefix, consumer);
    }

    @Override
    public LegalHold holdOf(ObjectKey key, String versionId) {
        return retries.run(() -> inner.holdOf(key, versionId));
    }

    @Override
    public void hold(ObjectKey key, String versionId, LegalHold hold) {
        run(() -> inner.hold(key, versionId, hold));
    }

    @Override
    public void close() {
        inner.close();
    }
}
