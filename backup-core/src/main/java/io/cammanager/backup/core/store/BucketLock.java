package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * How a bucket with Object Lock locks what is stored in it.
 *
 * @param byDefault null where only what asks for it is locked
 */
public record BucketLock(@Nullable Default byDefault) {
    /**
     * What each new object gets.
     *
     * @param days 1 or more
     */
    public record Default(LockMode mode, int days) {
        public Default {
            if (days < 1) {
                throw new IllegalArgumentException("days must be at least 1, not " + days);
            }
        }
    }
}
