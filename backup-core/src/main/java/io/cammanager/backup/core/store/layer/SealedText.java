package io.cammanager.backup.core.store.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A text of our own in the bucket, encrypted where recordings are. */
public final class SealedText {
    private SealedText() {}

    /** Makes the body; with {@code crypt} null, or one that encrypts names alone, the text is stored as it is. */
    public static Body of(String text, @Nullable RcloneCrypt crypt, SecureRandom random) {
        byte[] plain = text.getBytes(UTF_8);
        return new MemoryBody(crypt != null && crypt.encryptsContent() ? encrypt(plain, crypt, random) : plain);
    }

    /**
     * Reads such a text, at most its first bytes.
     *
     * @throws io.cammanager.backup.crypto.CryptException when it was not encrypted with this key
     */
    public static String read(ObjectContent content, @Nullable RcloneCrypt crypt, int maxBytes) throws IOException {
        InputStream stored = content.stream();
        try (InputStream plain =
                crypt != null && crypt.encryptsContent() ? crypt.content().decrypt(stored) : stored) {
            return new String(plain.readNBytes(maxBytes), UTF_8);
        }
    }

    private static byte[] encrypt(byte[] plain, RcloneCrypt crypt, SecureRandom random) {
        byte[] stored = new byte[Math.toIntExact(ContentCipher.storedSize(plain.length))];
        try {
            crypt.content()
                    .encrypt(
                            (position, target, offset, length) ->
                                    System.arraycopy(plain, (int) position, target, offset, length),
                            plain.length,
                            crypt.content().newNonce(random),
                            0,
                            stored,
                            0,
                            stored.length);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        return stored;
    }
}
