package io.cammanager.backup.core;

/**
 * What a verification does.
 *
 * @param transfers objects looked at at once, 1 to 256
 */
public record VerifyOptions(VerifyLevel level, Selection selection, int transfers) {
    public VerifyOptions {
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
    }
}
