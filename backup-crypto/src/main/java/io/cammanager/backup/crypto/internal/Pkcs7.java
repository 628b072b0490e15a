package io.cammanager.backup.crypto.internal;

import java.util.Arrays;

/** Padding to whole blocks of 16 bytes: always at least one byte, each the number of them. */
final class Pkcs7 {
    static final int BLOCK = 16;

    private Pkcs7() {}

    static byte[] pad(byte[] bytes) {
        int padding = BLOCK - bytes.length % BLOCK;
        byte[] padded = Arrays.copyOf(bytes, bytes.length + padding);
        Arrays.fill(padded, bytes.length, padded.length, (byte) padding);
        return padded;
    }

    static byte[] unpad(byte[] padded) throws UndecodableNameException {
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        boolean wrong = padding < 1 || padding > BLOCK || padding > padded.length;
        for (int i = 2; !wrong && i <= padding; i++) {
            wrong = padded[padded.length - i] != padding;
        }
        if (wrong) {
            throw UndecodableNameException.damaged("its padding is wrong: another password, or the name is damaged");
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }
}
