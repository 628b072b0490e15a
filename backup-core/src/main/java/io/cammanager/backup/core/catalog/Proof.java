package io.cammanager.backup.core.catalog;

/** By what a recording counts as confirmed, the weakest first. */
public enum Proof {
    /** Found in the bucket with equal size and time; nobody here has compared the bytes. */
    METADATA,
    /** The file's content was hashed and agrees with what the store says of the object. */
    CONTENT,
    /** Sent with its MD5; the store's ETag agrees. */
    MD5,
    /** Sent under a signature over its SHA-256, which this store was seen to enforce; a later HEAD agrees. */
    SIGNED_SHA256,
    /** Downloaded and hashed. */
    DATA
}
