package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/**
 * How a bucket is copied to another one.
 *
 * @param mode whether anything is written
 * @param storageClass of the copies, such as {@code GLACIER}; null for the target's own default
 * @param transfers objects copied at once, 1 to 256
 * @param partSizeBytes the size of a part where an object goes over in parts, 5 MiB to 5 GiB
 */
public record MirrorOptions(SyncOptions.Mode mode, @Nullable String storageClass, int transfers, long partSizeBytes) {
    public MirrorOptions {
        if (storageClass != null && !storageClass.matches("[A-Z][A-Z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("storageClass (" + storageClass
                    + ") must be a storage class of the target in capital letters, such as GLACIER");
        }
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
        if (partSizeBytes < SyncOptions.MIN_PART_SIZE_BYTES || partSizeBytes > SyncOptions.MAX_PART_SIZE_BYTES) {
            throw new IllegalArgumentException("partSizeBytes (" + partSizeBytes + ") must be 5 MiB to 5 GiB");
        }
    }
}
