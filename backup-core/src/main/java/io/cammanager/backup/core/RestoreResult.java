package io.cammanager.backup.core;

/** What became of one recording in a restore. */
public enum RestoreResult {
    RESTORED,
    /** The target has it already, byte for byte. */
    UNCHANGED,
    /** A different file is in its place and stays. */
    CONFLICT,
    /** Its name cannot be written safely under the target. */
    REFUSED,
    /**
     * The bytes that came do not match what was recorded. With {@code pass_bad_blocks} they are there, with zeros in place of
     * what was damaged.
     */
    DAMAGED,
    /** It lies in a cold storage class, and the store was asked to fetch it back: a later restore finds it readable. */
    THAWING,
    FAILED
}
