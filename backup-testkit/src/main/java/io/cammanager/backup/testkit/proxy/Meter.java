package io.cammanager.backup.testkit.proxy;

import com.google.common.hash.HashCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Counts and hashes the payload of a body. */
final class Meter {
    private final MessageDigest sha256 = digest();
    private long bytes;

    void count(byte[] piece) {
        sha256.update(piece);
        bytes += piece.length;
    }

    long bytes() {
        return bytes;
    }

    /** Returns the hash, once. */
    String sha256() {
        return HashCode.fromBytes(sha256.digest()).toString();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
