package io.cammanager.backup.core.store.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A text of our own in the bucket, encrypted where recordings are. */
public final class SealedText implements Body {
    private final byte[] stored;

    private SealedText(byte[] stored) {
        this.stored = stored;
    }

    /** Makes the body; with {@code crypt} null, or one that encrypts names alone, the text is stored as it is. */
    public static SealedText of(String text, @Nullable RcloneCrypt crypt, SecureRandom random) {
        byte[] plain = text.getBytes(UTF_8);
        return new SealedText(crypt != null && crypt.encryptsContent() ? encrypt(plain, crypt, random) : plain);
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

    @Override
    public long length() {
        return stored.length;
    }

    /** With the MD5 as well, which a bucket with Object Lock wants. */
    @Override
    public Digests digests() {
        return new Digests(Hashing.sha256().hashBytes(stored), md5());
    }

    @SuppressWarnings("deprecation") // MD5 is what the protocol speaks
    private HashCode md5() {
        return Hashing.md5().hashBytes(stored);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(stored);
    }
}
