package io.cammanager.backup.crypto.internal;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's secretbox: XSalsa20 and Poly1305, the tag before the encrypted bytes. Data too short to fill the lanes is left to
 * BouncyCastle. One instance is for one thread at a time. The key is the caller's array and is not copied, so that wiping it
 * there is enough for the key itself; {@link #wipe} is for what was derived from it.
 */
public final class SecretBox {
    /** From here on making all lanes costs less than BouncyCastle's one after the other. */
    static final int LANES_FROM = 8_192;

    private final byte[] key;
    private final byte[] macKey = new byte[Format.KEY];
    private final byte[] tag = new byte[Format.TAG];
    private final XSalsa20Lanes salsa = new XSalsa20Lanes();
    private final Poly1305Lanes poly = new Poly1305Lanes();

    public SecretBox(byte[] key) {
        this.key = key;
    }

    /**
     * Turns the {@code length} plain bytes that lie {@value Format#TAG} bytes after {@code at} into the tag and the encrypted
     * bytes, in place.
     */
    public void seal(byte[] nonce, byte[] data, int at, int length) {
        int content = at + Format.TAG;
        if (length < LANES_FROM) {
            XSalsa20Engine cipher = startShort(nonce);
            cipher.processBytes(data, content, length, data, content);
            authenticateShort(data, content, length);
        } else {
            salsa.start(key, nonce, macKey);
            salsa.apply(data, content, data, content, length);
            poly.authenticate(macKey, data, content, length, tag);
        }
        System.arraycopy(tag, 0, data, at, Format.TAG);
    }

    /**
     * Decrypts a tag and {@code length} encrypted bytes after it into {@code target}.
     *
     * @return false, and nothing is decrypted, when the tag is not that of these bytes
     */
    public boolean open(byte[] nonce, byte[] data, int at, int length, byte[] target, int targetOffset) {
        int content = at + Format.TAG;
        if (length < LANES_FROM) {
            XSalsa20Engine cipher = startShort(nonce);
            authenticateShort(data, content, length);
            boolean authentic = hasTag(data, at);
            if (authentic) {
                cipher.processBytes(data, content, length, target, targetOffset);
            }
            return authentic;
        }
        salsa.start(key, nonce, macKey);
        poly.authenticate(macKey, data, content, length, tag);
        boolean authentic = hasTag(data, at);
        if (authentic) {
            salsa.apply(data, content, target, targetOffset, length);
        }
        return authentic;
    }

    /** Forgets the keys and the key stream of what was encrypted last. */
    public void wipe() {
        Arrays.fill(macKey, (byte) 0);
        salsa.wipe();
        poly.wipe();
    }

    /** Takes the same time wherever the first difference is. */
    private boolean hasTag(byte[] data, int at) {
        return MessageDigest.isEqual(tag, Arrays.copyOfRange(data, at, at + Format.TAG));
    }

    /** Starts the key stream; its first bytes are the key of the tag. */
    private XSalsa20Engine startShort(byte[] nonce) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        Arrays.fill(macKey, (byte) 0);
        cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
        return cipher;
    }

    private void authenticateShort(byte[] data, int from, int length) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(data, from, length);
        mac.doFinal(tag, 0);
    }
}
