package io.cammanager.backup.core.store;

import com.google.common.hash.HashCode;

/**
 * Compares a recording that was put together from ranges with what its store vouches for beyond its metadata. Bytes that are
 * read in one go are compared by their own stream.
 */
@FunctionalInterface
public interface WholeCheck {
    /** For stores that vouch for nothing more. */
    WholeCheck NOTHING = (size, sha256) -> {};

    /**
     * Compares.
     *
     * @param size of all plain bytes
     * @param sha256 of all plain bytes
     * @throws DamagedContentException when they are not those of the recording
     */
    void check(long size, HashCode sha256) throws DamagedContentException;
}
