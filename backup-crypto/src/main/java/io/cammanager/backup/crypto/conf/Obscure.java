package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.crypto.conf.RevealException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords as they stand in an rclone.conf: not encrypted, since the key is public, only safe from a glance over the
 * shoulder.
 */
public final class Obscure {
    private static final byte[] PUBLIC_KEY =
            HexFormat.of().parseHex("9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638");
    private static final int IV_LENGTH = 16;
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

    private Obscure() {}

    /** Returns the password as rclone would obscure it; each time another text, as long as {@code random} is random. */
    public static String obscure(String password, SecureRandom random) {
        byte[] iv = new byte[IV_LENGTH];
        random.nextBytes(iv);
        byte[] hidden = crypt(iv, password.getBytes(UTF_8), 0);
        ByteBuffer both = ByteBuffer.allocate(iv.length + hidden.length).put(iv).put(hidden);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both.array());
    }

    /**
     * Returns the password that was obscured. There is nothing in an obscured text that proves it is one: a password in the
     * clear that has 22 or more letters, digits, '-' and '_' may be revealed to another text.
     *
     * @throws RevealException when the text cannot have come from {@link #obscure}
     */
    public static String reveal(String obscured) {
        if (!BASE64URL.matcher(obscured).matches() || obscured.length() % 4 == 1) {
            throw new RevealException(Reason.NOT_BASE64URL);
        }
        byte[] both = Base64.getUrlDecoder().decode(obscured);
        if (both.length < IV_LENGTH) {
            throw new RevealException(Reason.TOO_SHORT);
        }
        byte[] password = crypt(both, both, IV_LENGTH);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(password)).toString();
        } catch (CharacterCodingException e) {
            throw new RevealException(Reason.NOT_UTF8);
        }
    }

    /** The same both ways; the counter starts at the initial vector. */
    private static byte[] crypt(byte[] iv, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(PUBLIC_KEY, "AES"), new IvParameterSpec(iv, 0, IV_LENGTH));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime must have AES/CTR/NoPadding", e);
        }
    }
}
