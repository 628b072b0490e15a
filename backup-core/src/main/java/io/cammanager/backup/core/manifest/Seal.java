package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.DecryptingStream;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.PlainReader;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the manifest from eyes and hands without the key. Segments are encrypted; {@code HEAD}, which names each by its hash, is
 * bound to its place as well, so that none can be exchanged for another. Without a key, all is left as it is.
 */
record Seal(@Nullable RcloneCrypt crypt, SecureRandom random) {
    private static final int STEP = 16 * RcloneCrypt.STORED_BLOCK_BYTES;

    /** Small bytes as they are stored. */
    record Sealed(MemoryBody body, Map<String, String> metadata) {}

    /** Returns what the names of segments end with. */
    String suffix() {
        return crypt == null ? "" : ".bin";
    }

    /** Returns the file to be stored, which is another one where it is encrypted. */
    Path seal(Path plain, Path target) throws IOException {
        if (crypt == null) {
            return plain;
        }
        try (FileChannel channel = FileChannel.open(plain);
                OutputStream out = Files.newOutputStream(target)) {
            PlainReader reader = (position, bytes, offset, length) ->
                    readFully(channel, ByteBuffer.wrap(bytes, offset, length), position);
            encrypt(crypt.content(), reader, channel.size(), crypt.content().newNonce(random), out);
        }
        return target;
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        for (long at = position; buffer.hasRemaining(); ) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new EOFException("a temporary file of the manifest has become shorter");
            }
            at += read;
        }
    }

    private static void encrypt(ContentCipher cipher, PlainReader plain, long size, Nonce nonce, OutputStream out)
            throws IOException {
        long stored = ContentCipher.storedSize(size);
        byte[] buffer = new byte[(int) Math.min(STEP, stored)];
        int length;
        for (long at = 0; at < stored; at += length) {
            // The header first, so that every step after it begins with a block.
            length = at == 0 ? RcloneCrypt.HEADER_BYTES : (int) Math.min(STEP, stored - at);
            cipher.encrypt(plain, size, nonce, at, buffer, 0, length);
            out.write(buffer, 0, length);
        }
    }

    /** Opens what {@link #seal(Path, Path)} has made. */
    InputStream open(InputStream stored) throws IOException {
        return crypt == null ? stored : crypt.content().decrypt(stored);
    }

    /**
     * Seals a few bytes.
     *
     * @param place what they are bound to
     */
    Sealed seal(byte[] plain, String place) throws IOException {
        if (crypt == null) {
            return new Sealed(new MemoryBody(plain), Map.of());
        }
        Nonce nonce = crypt.content().newNonce(random);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        PlainReader reader =
                (position, bytes, offset, length) -> System.arraycopy(plain, (int) position, bytes, offset, length);
        encrypt(crypt.content(), reader, plain.length, nonce, stored);
        HashCode tag = HashCode.fromString(tag(crypt, place, nonce, plain));
        return new Sealed(new MemoryBody(stored.toByteArray()), new RecordingMetadata(null, null, null, tag).toMap());
    }

    private static String tag(RcloneCrypt crypt, String place, Nonce nonce, byte[] plain) {
        return crypt.tag(
                place, nonce, plain.length, Hashing.sha256().hashBytes(plain).asBytes());
    }

    /**
     * Opens a few bytes.
     *
     * @param tag as the object's metadata has it; null where they have none
     * @throws IOException when they were not sealed for this place under this key
     */
    byte[] open(byte[] stored, @Nullable HashCode tag, String place) throws IOException {
        if (crypt == null) {
            return stored;
        }
        try (DecryptingStream stream = crypt.content().decrypt(new ByteArrayInputStream(stored))) {
            byte[] plain = stream.readAllBytes();
            if (tag == null || !tag.toString().equals(tag(crypt, place, stream.nonce(), plain))) {
                throw new IOException("its tag does not fit: it was written for another place, or cut");
            }
            return plain;
        }
    }
}
