package io.cammanager.backup.crypto.internal;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key that can be wiped, as that of the JDK cannot. */
final class AesKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;
    private transient volatile boolean destroyed;

    /** Copies the key. */
    AesKey(byte[] key) {
        this.bytes = key.clone();
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        byte[] copy = bytes.clone();
        if (destroyed) {
            throw ClosedCipher.exception();
        }
        return copy;
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return "AesKey";
    }
}
