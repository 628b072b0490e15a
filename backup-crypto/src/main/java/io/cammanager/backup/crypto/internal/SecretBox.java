package io.cammanager.backup.crypto.internal;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's secretbox: XSalsa20 and Poly1305, the tag before the encrypted bytes. One instance is for one thread at a time. The
 * key is the caller's array and is not copied, so that wiping it there is enough.
 */
public final class SecretBox {
    private final byte[] key;
    private final byte[] macKey = new byte[Format.KEY];
    private final byte[] tag = new byte[Format.TAG];

    public SecretBox(byte[] key) {
        this.key = key;
    }

    /**
     * Turns the {@code length} plain bytes that lie {@value Format#TAG} bytes after {@code at} into the tag and the encrypted
     * bytes, in place.
     */
    public void seal(byte[] nonce, byte[] data, int at, int length) {
        XSalsa20Engine cipher = cipher(nonce);
        cipher.processBytes(data, at + Format.TAG, length, data, at + Format.TAG);
        authenticate(data, at + Format.TAG, length);
        System.arraycopy(tag, 0, data, at, Format.TAG);
        Arrays.fill(macKey, (byte) 0);
    }

    /**
     * Decrypts a tag and {@code length} encrypted bytes after it into {@code target}.
     *
     * @return false, and nothing is decrypted, when the tag is not that of these bytes
     */
    public boolean open(byte[] nonce, byte[] data, int at, int length, byte[] target, int targetOffset) {
        XSalsa20Engine cipher = cipher(nonce);
        authenticate(data, at + Format.TAG, length);
        Arrays.fill(macKey, (byte) 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(data, at, at + Format.TAG))) {
            return false;
        }
        cipher.processBytes(data, at + Format.TAG, length, target, targetOffset);
        return true;
    }

    /** Starts the key stream; its first bytes are the key of the tag. */
    private XSalsa20Engine cipher(byte[] nonce) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        Arrays.fill(macKey, (byte) 0);
        cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
        return cipher;
    }

    private void authenticate(byte[] data, int from, int length) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(data, from, length);
        mac.doFinal(tag, 0);
    }
}
