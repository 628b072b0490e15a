package io.cammanager.backup.core.mirror;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Bytes on their way from one bucket to the other, in a temporary file: they are hashed before they are sent on, so that the
 * store that receives them can refuse others.
 */
record Piece(Path file, long length, Digests digests) implements Body, AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Takes so many bytes of a stream.
     *
     * @param whole is given every byte as well, for the hash of all pieces together
     * @throws IOException also when the stream ends early
     */
    static Piece take(InputStream in, long length, Path scratch, Hashes whole) throws IOException {
        Path file = Files.createTempFile(scratch, "mirror", ".piece");
        Hashes hashes = new Hashes();
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("the answer broke off");
                }
                out.write(buffer, 0, count);
                hashes.update(buffer, count);
                whole.update(buffer, count);
                left -= count;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Piece(file, length, new Digests(hashes.sha256(), hashes.md5()));
    }

    @Override
    public InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Both hashes that an object may tell of itself. */
    static final class Hashes {
        /** What every file begins with that rclone has encrypted. */
        private static final byte[] ENCRYPTED = {'R', 'C', 'L', 'O', 'N', 'E', 0, 0};

        private final MessageDigest md5 = digest("MD5");
        private final MessageDigest sha256 = digest("SHA-256");
        private final byte[] beginning = new byte[ENCRYPTED.length];
        private int begun;

        private static MessageDigest digest(String algorithm) {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + algorithm, e);
            }
        }

        void update(byte[] buffer, int count) {
            md5.update(buffer, 0, count);
            sha256.update(buffer, 0, count);
            int copied = Math.min(count, beginning.length - begun);
            System.arraycopy(buffer, 0, beginning, begun, copied);
            begun += copied;
        }

        /** Says whether these are encrypted bytes, of which {@code cm-sha256} is no plain hash. */
        boolean areEncrypted() {
            return Arrays.equals(beginning, ENCRYPTED);
        }

        /** Returns the hash; asked once. */
        HashCode md5() {
            return HashCode.fromBytes(md5.digest());
        }

        /** Returns the hash; asked once. */
        HashCode sha256() {
            return HashCode.fromBytes(sha256.digest());
        }
    }
}
