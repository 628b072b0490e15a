package io.cammanager.backup.core;

/** What a verification found about one recording. */
public enum VerifyResult {
    OK,
    /** Of the bytes nothing was known to compare with; only the size agrees. */
    UNPROVEN,
    MISSING,
    DIFFERS,
    /** Could not be looked at. */
    FAILED
}
