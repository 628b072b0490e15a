package io.cammanager.backup.crypto.internal;

/**
 * Encrypts what stands between two slashes: bytes in rclone's Standard encoding on both sides, without version strings.
 * Thread-safe. The empty segment is its own encryption.
 */
public interface SegmentCipher {
    byte[] encrypt(byte[] name);

    /** Returns the name that {@link #encrypt} made this of; no two stored names give the same. */
    byte[] decrypt(byte[] stored) throws UndecodableNameException;

    /** Forgets the key. */
    void destroy();
}
