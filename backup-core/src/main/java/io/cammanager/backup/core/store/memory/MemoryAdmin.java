package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a bucket in memory. Its rules are kept and never carried out; its locks and holds are honoured. */
final class MemoryAdmin implements BucketAdmin {
    private final MemoryBucket bucket;

    MemoryAdmin(MemoryBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public List<LifecycleRule> lifecycle() {
        return bucket.lifecycle();
    }

    @Override
    public void replaceLifecycle(String idPrefix, List<LifecycleRule> rules) {
        bucket.replaceLifecycle(idPrefix, rules);
    }

    @Override
    public Versioning versioning() {
        requireBucket("ask for the versioning of");
        return bucket.versioning();
    }

    @Override
    public void enableVersioning() {
        requireBucket("set the versioning of");
        bucket.setVersioning(Versioning.ENABLED);
    }

    @Override
    public void createBucketWithLock() {
        if (!bucket.isPresent()) {
            bucket.create();
            bucket.setVersioning(Versioning.ENABLED);
            bucket.useLocks(locks -> locks.setBucket(new BucketLock(null)));
        }
    }

    @Override
    public Optional<BucketLock> lock() {
        requireBucket("ask for the Object Lock of");
        return Optional.ofNullable(bucket.askLocks(MemoryLocks::bucket));
    }

    @Override
    public void setLock(BucketLock.Default value) {
        requireLock("set the Object Lock of", bucket.name());
        bucket.useLocks(locks -> locks.setBucket(new BucketLock(value)));
    }

    @Override
    public Optional<ObjectLock> lockOf(ObjectKey key, String versionId) {
        requireVersion("ask for the lock of", key, versionId);
        return Optional.ofNullable(bucket.askLocks(locks -> locks.lockOf(key, versionId)));
    }

    @Override
    public void lock(ObjectKey key, String versionId, ObjectLock lock) {
        requireLock("lock", key.value());
        requireVersion("lock", key, versionId);
        bucket.useLocks(locks -> locks.lock(key, versionId, lock));
    }

    @Override
    public void deleteLocked(ObjectKey key, String versionId) {
        bucket.useLocks(locks -> locks.lift(key, versionId));
        bucket.deleteVersion(key, versionId);
    }

    @Override
    public void versions(String prefix, Consumer<Versioned> consumer) {
        requireBucket("list the versions in");
        bucket.keysEverStored().stream()
                .filter(key -> key.value().startsWith(prefix))
                .forEach(key -> bucket.versions(key).forEach(version -> consumer.accept(new Versioned(key, version))));
    }

    @Override
    public LegalHold holdOf(ObjectKey key, String versionId) {
        requireVersion("ask for the legal hold of", key, versionId);
        return bucket.askLocks(locks -> locks.holdOf(key, versionId));
    }

    @Override
    public void hold(ObjectKey key, String versionId, LegalHold hold) {
        requireLock("put a legal hold on", key.value());
        requireVersion("put a legal hold on", key, versionId);
        bucket.useLocks(locks -> locks.hold(key, versionId, hold));
    }

    private void requireBucket(String operation) {
        var unused = bucket.objects(operation, bucket.name());
    }

    private void requireLock(String operation, String subject) {
        if (lock().isEmpty()) {
            throw new StoreException(Kind.REJECTED, operation, subject, "the bucket has no Object Lock");
        }
    }

    private void requireVersion(String operation, ObjectKey key, String versionId) {
        if (bucket.find(operation, key, versionId) == null) {
            throw new StoreException(Kind.NOT_FOUND, operation, key.value(), "there is no such version");
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
