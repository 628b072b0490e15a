package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.HexFormat;
import javax.security.auth.Destroyable;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/** The keys that rclone derives of two passwords. Deriving takes 16 MiB and tens of milliseconds: do it once. */
public final class CryptKeys implements AutoCloseable, Destroyable {
    private static final int DATA_KEY = 32;
    private static final int NAME_KEY = 32;
    private static final int NAME_TWEAK = 16;
    private static final int ALL = DATA_KEY + NAME_KEY + NAME_TWEAK;

    private static final int COST = 16_384;
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLELISM = 1;

    private static final byte[] DEFAULT_SALT = HexFormat.of().parseHex("a80df43a8fbd0308a7cab83e581f86b1");

    private final byte[] keys;
    private boolean destroyed;

    private CryptKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * Derives the keys; the arrays stay the caller's to wipe.
     *
     * @param password UTF-8, exactly as revealed: neither trimmed nor normalized
     * @param password2 the salt; null or empty for rclone's default
     * @throws IllegalArgumentException when the password is empty, which would be no encryption at all
     */
    public static CryptKeys derive(byte[] password, byte @Nullable [] password2) {
        if (password.length == 0) {
            throw new IllegalArgumentException(
                    "the password of the encryption is empty: everyone knows the keys it gives");
        }
        return deriveAllowingEmpty(password, password2);
    }

    /** Derives the keys of passwords as typed; see {@link #derive(byte[], byte[])}. */
    public static CryptKeys derive(char[] password, char @Nullable [] password2) {
        byte[] passwordBytes = utf8(password);
        byte[] password2Bytes = password2 == null ? new byte[0] : utf8(password2);
        try {
            return derive(passwordBytes, password2Bytes);
        } finally {
            Arrays.fill(passwordBytes, (byte) 0);
            Arrays.fill(password2Bytes, (byte) 0);
        }
    }

    /** rclone's answer to an empty password is keys of zeros. */
    static CryptKeys deriveAllowingEmpty(byte[] password, byte @Nullable [] password2) {
        if (password.length == 0) {
            return new CryptKeys(new byte[ALL]);
        }
        byte[] salt = password2 == null || password2.length == 0 ? DEFAULT_SALT : password2;
        return new CryptKeys(SCrypt.generate(password, salt, COST, BLOCK_SIZE, PARALLELISM, ALL));
    }

    private static byte[] utf8(char[] text) {
        byte[] room = new byte[4 * text.length];
        try {
            ByteBuffer encoded = ByteBuffer.wrap(room);
            CoderResult result = UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
            if (result.isError()) {
                throw new IllegalArgumentException("a password holds half a character");
            }
            return Arrays.copyOf(room, encoded.position());
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /** Returns a copy of the key of the contents, 32 bytes. */
    public byte[] dataKey() {
        return copy(0, DATA_KEY);
    }

    /** Returns a copy of the key of the names, 32 bytes. */
    public byte[] nameKey() {
        return copy(DATA_KEY, NAME_KEY);
    }

    /** Returns a copy of the tweak of the names, 16 bytes. */
    public byte[] nameTweak() {
        return copy(DATA_KEY + NAME_KEY, NAME_TWEAK);
    }

    private synchronized byte[] copy(int from, int length) {
        if (destroyed) {
            throw new IllegalStateException("the keys are destroyed");
        }
        return Arrays.copyOfRange(keys, from, from + length);
    }

    @Override
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(keys, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Destroys the keys. */
    @Override
    public void close() {
        destroy();
    }

    @Override
    public String toString() {
        return "CryptKeys";
    }
}
