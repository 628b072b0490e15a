package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What ties a recording's path, nonce, size and content together, which the encrypted format itself does not: an object that was
 * cut between two blocks, or put in the place of another one, decrypts without complaint.
 */
public final class HmacBinding {
    private static final String HMAC = "HmacSHA256";
    private static final byte[] PURPOSE = "cammanager recording tag v1".getBytes(UTF_8);
    private static final int SHA256 = 32;

    private HmacBinding() {}

    /** Returns the HMAC-SHA-256 over the four fields, each after its length, as 64 lower-case hex digits. */
    public static String recordingTag(
            byte[] dataKey, String plainPath, byte[] nonce, long plainSize, byte[] plainSha256) {
        if (plainSha256.length != SHA256) {
            throw new IllegalArgumentException("plainSha256 has " + plainSha256.length + " bytes, not " + SHA256);
        }
        byte[] key = hmac(dataKey).doFinal(PURPOSE);
        Mac mac = hmac(key);
        Arrays.fill(key, (byte) 0);
        add(mac, utf8(plainPath));
        add(mac, nonce);
        add(mac, longBytes(plainSize));
        add(mac, plainSha256);
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    private static void add(Mac mac, byte[] field) {
        mac.update(longBytes(field.length));
        mac.update(field);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** Half a character must not become a question mark: two paths would have the same tag. */
    private static byte[] utf8(String path) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(path));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half a character in a path", e);
        }
    }
}
