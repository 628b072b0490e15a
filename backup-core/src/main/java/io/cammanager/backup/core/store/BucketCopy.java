package io.cammanager.backup.core.store;

/**
 * A copy that the store makes by itself, from one of its buckets to another one.
 *
 * @param bucket the name of the bucket that it comes from
 * @param from the object as it was seen there: its version where it has one
 * @param to where it goes, on which condition and in which storage class; metadata and content type stay those of {@code from}
 * @param partSizeBytes of the parts that it is copied in, so that its ETag is that of an upload in such parts; {@link #WHOLE}
 *     to copy it as a whole as far as the protocol allows
 */
public record BucketCopy(String bucket, ObjectInfo from, PutRequest to, long partSizeBytes) {
    /** Not in parts. */
    public static final long WHOLE = 0;

    public BucketCopy {
        if (partSizeBytes < WHOLE) {
            throw new IllegalArgumentException("partSizeBytes (" + partSizeBytes + ") must not be negative");
        }
    }
}
