package io.cammanager.backup.core.restore;

import com.google.common.hash.HashCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hashes of bytes that pass by. MD5 costs more than the rest together, so it is computed only when it is asked for. */
final class ContentHashes {
    static final int BUFFER_BYTES = 256 * 1024;

    private final MessageDigest sha256 = digest("SHA-256");
    private final @Nullable MessageDigest md5;
    private @Nullable HashCode finishedSha256;
    private @Nullable HashCode finishedMd5;

    /** Which hashes are wanted beside SHA-256. */
    enum Md5 {
        WANTED,
        NOT_WANTED
    }

    ContentHashes(Md5 wanted) {
        md5 = wanted == Md5.WANTED ? digest("MD5") : null;
    }

    /** Reads a file, without following a link. */
    static ContentHashes of(Path file, Md5 wanted) throws IOException {
        ContentHashes hashes = new ContentHashes(wanted);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hashes.update(buffer, count);
            }
        }
        return hashes;
    }

    void update(byte[] buffer, int count) {
        sha256.update(buffer, 0, count);
        if (md5 != null) {
            md5.update(buffer, 0, count);
        }
    }

    /** Returns the SHA-256 of all bytes; nothing may follow. */
    HashCode sha256() {
        if (finishedSha256 == null) {
            finishedSha256 = HashCode.fromBytes(sha256.digest());
        }
        return finishedSha256;
    }

    /** Returns the MD5 of all bytes, or null when it was not wanted; nothing may follow. */
    @Nullable HashCode md5() {
        if (finishedMd5 == null && md5 != null) {
            finishedMd5 = HashCode.fromBytes(md5.digest());
        }
        return finishedMd5;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
