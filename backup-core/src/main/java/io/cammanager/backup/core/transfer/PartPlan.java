package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.StoreLimits;

/**
 * How a file is cut. S3 allows 10,000 parts, some stores fewer, of 5 MiB to 5 GiB, the last one smaller.
 *
 * @param partSizeBytes the size of every part but the last
 * @param count 1 for a file that goes up in one piece
 */
record PartPlan(long fileSize, long partSizeBytes, int count) {
    private static final long MIB = 1L << 20;

    /** Plans a file; the part size grows by whole MiB where as many parts as there may be would not hold the file. */
    static PartPlan of(long fileSize, SyncOptions options, StoreLimits limits) {
        if (fileSize < options.uploadCutoffBytes() || fileSize == 0) {
            return new PartPlan(fileSize, fileSize, 1);
        }
        long needed = ceilDiv(fileSize, limits.maxParts());
        long partSize = Math.max(options.partSizeBytes(), ceilDiv(needed, MIB) * MIB);
        return new PartPlan(fileSize, partSize, Math.toIntExact(Math.max(1, ceilDiv(fileSize, partSize))));
    }

    /** Says whether neither a part is larger than S3 allows, nor all of them than this store does. */
    boolean isPossible(StoreLimits limits) {
        return fileSize <= limits.maxObjectBytes() && partSizeBytes <= SyncOptions.MAX_PART_SIZE_BYTES;
    }

    /** Says whether the file goes up in one piece, as it also does where the cutoff is met but one part holds it all. */
    boolean isSinglePut() {
        return count == 1;
    }

    long offset(int index) {
        return index * partSizeBytes;
    }

    long length(int index) {
        return Math.min(partSizeBytes, fileSize - offset(index));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
