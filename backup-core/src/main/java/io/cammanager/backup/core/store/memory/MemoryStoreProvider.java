package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.Versioning;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One bucket in memory. Everything that it opens sees the same objects, which live as long as the provider itself, so that a
 * second run finds what the first one stored.
 */
public final class MemoryStoreProvider implements StoreProvider {
    /** As many keys as a page of S3 holds at most. */
    public static final int DEFAULT_PAGE_SIZE = 1000;

    private final MemoryBucket bucket;
    private final int pageSize;
    private final Map<String, MemoryBucket> buckets;

    private MemoryStoreProvider(MemoryBucket bucket, int pageSize, Map<String, MemoryBucket> buckets) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1, not " + pageSize);
        }
        this.bucket = bucket;
        this.pageSize = pageSize;
        this.buckets = buckets;
        buckets.put(bucket.name(), bucket);
    }

    /** Returns a provider of a bucket that is not there yet. */
    public static MemoryStoreProvider of(String bucket) {
        return of(bucket, DEFAULT_PAGE_SIZE, Clock.systemUTC());
    }

    /**
     * Returns a provider of a bucket that is not there yet.
     *
     * @param pageSize how many keys and prefixes a page of a listing holds
     * @param clock tells when an object was stored
     */
    public static MemoryStoreProvider of(String bucket, int pageSize, Clock clock) {
        return new MemoryStoreProvider(new MemoryBucket(bucket, clock), pageSize, new ConcurrentHashMap<>());
    }

    /** Returns a provider of another bucket of the same store, one that is not there yet: it copies between both. */
    public MemoryStoreProvider beside(String other) {
        return new MemoryStoreProvider(bucket.another(other), pageSize, buckets);
    }

    @Override
    public Object copyDomain() {
        return new CopyDomain(buckets);
    }

    /** Equal for the buckets of one store alone, whatever is in them. */
    private record CopyDomain(Map<String, MemoryBucket> buckets) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof CopyDomain domain && domain.buckets == buckets;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(buckets);
        }
    }

    @Override
    public String endpoint() {
        return "memory:";
    }

    @Override
    public String bucket() {
        return bucket.name();
    }

    @Override
    public ObjectStore open(StoreTraits.Checksums checksums) {
        return new MemoryStore(bucket, pageSize, buckets);
    }

    @Override
    public BucketAdmin admin() {
        return new MemoryAdmin(bucket);
    }

    /** Sets whether the bucket keeps versions from now on. */
    public void setVersioning(Versioning versioning) {
        bucket.setVersioning(versioning);
    }

    /** Lets all objects be readable that were being fetched back from a cold storage class. */
    public void finishThawing() {
        bucket.keysEverStored().forEach(key -> bucket.change(key, StoredObject::thawed));
    }

    /** Lets the bucket vanish with all that is in it, as if somebody had deleted it behind our back. */
    public void removeBucket() {
        bucket.remove();
    }

    @Override
    public void close() {
        // The objects stay: whoever holds the provider may open it again.
    }
}
