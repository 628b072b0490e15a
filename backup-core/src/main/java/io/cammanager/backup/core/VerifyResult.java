package io.cammanager.backup.core;

/** What a verification found about one recording. */
public enum VerifyResult {
    OK,
    /** Of the bytes nothing was known to compare with; only the size agrees. */
    UNPROVEN,
    MISSING,
    DIFFERS,
    /** It lies in a cold storage class: its content was not read, and nothing was asked of the store that costs money. */
    COLD,
    /** Could not be looked at. */
    FAILED
}
