package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.BucketLock;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket is to be like.
 *
 * @param versions whether it is to keep versions
 * @param lock for how long it is to lock each new object, for which it keeps versions too; null to lock nothing
 */
public record InitWish(Versions versions, BucketLock.@Nullable Default lock) {
    /** Whether versions are asked for. */
    public enum Versions {
        KEEP,
        AS_THEY_ARE
    }

    boolean wantsVersions() {
        return versions == Versions.KEEP || lock != null;
    }
}
