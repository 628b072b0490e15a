package io.cammanager.backup.core;

/** The end of reading one recording: how many bytes were given out, and what is known of them. */
public record ReadReport(long bytes, Proof proof) {
    /** What the bytes were compared with. */
    public enum Proof {
        /** They are those that were stored. */
        WHOLE,
        /** A part, each block of which is authentic by its encryption. */
        AUTHENTIC_PART,
        /** A part, which no hash in the bucket can be compared with. */
        PART,
        /** All of them, and the bucket holds no hash of them. */
        NO_HASH
    }
}
