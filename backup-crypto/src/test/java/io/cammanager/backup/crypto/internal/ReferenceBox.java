package io.cammanager.backup.crypto.internal;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Secretbox made of nothing but BouncyCastle. */
final class ReferenceBox {
    private ReferenceBox() {}

    /** Turns the bytes after the place of the tag into tag and encrypted bytes. */
    static void seal(byte[] key, byte[] nonce, byte[] data, int at, int length) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        byte[] macKey = new byte[Format.KEY];
        cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
        cipher.processBytes(data, at + Format.TAG, length, data, at + Format.TAG);
        authenticate(macKey, data, at + Format.TAG, length, data, at);
    }

    static void authenticate(byte[] macKey, byte[] data, int from, int length, byte[] target, int at) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(data, from, length);
        mac.doFinal(target, at);
    }
}
