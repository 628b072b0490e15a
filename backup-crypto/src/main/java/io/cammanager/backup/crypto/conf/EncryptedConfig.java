package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.crypto.conf.RcloneConfigException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/** An rclone.conf under a password: a line that says so, then the base64 of a nonce and a NaCl secretbox. */
final class EncryptedConfig {
    private static final String FAMILY = "RCLONE_ENCRYPT_V";
    private static final String VERSION_0 = "RCLONE_ENCRYPT_V0:";
    private static final int NONCE_LENGTH = 24;
    private static final int TAG_LENGTH = 16;
    private static final int MAC_KEY_LENGTH = 32;

    private EncryptedConfig() {}

    static boolean isEncrypted(String text) {
        return firstLine(text.lines().iterator()).startsWith(FAMILY);
    }

    static String decrypt(String text, @Nullable String password) {
        Iterator<String> lines = text.lines().iterator();
        if (!firstLine(lines).equals(VERSION_0)) {
            throw unknown("is encrypted in a way that only a newer rclone knows");
        }
        if (password == null) {
            throw new RcloneConfigException(Reason.PASSWORD_NEEDED, "is encrypted, and needs its password");
        }
        StringBuilder base64 = new StringBuilder();
        lines.forEachRemaining(line -> base64.append(line.strip()));
        byte[] box;
        try {
            box = Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            throw unknown("is encrypted and damaged: what follows its first line is no base64");
        }
        if (box.length < NONCE_LENGTH + TAG_LENGTH) {
            throw unknown("is encrypted and cut off");
        }
        return new String(open(box, key(password)), UTF_8);
    }

    /** Returns the first line that is no comment, and leaves the iterator after it. */
    private static String firstLine(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next().strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                return line;
            }
        }
        return "";
    }

    private static byte[] key(String password) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        try {
            return MessageDigest.getInstance("SHA-256").digest(("[" + normal + "][rclone-config]").getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must have SHA-256", e);
        }
    }

    private static byte[] open(byte[] box, byte[] key) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), Arrays.copyOf(box, NONCE_LENGTH)));
        byte[] macKey = new byte[MAC_KEY_LENGTH];
        cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        int from = NONCE_LENGTH + TAG_LENGTH;
        byte[] tag = new byte[TAG_LENGTH];
        mac.update(box, from, box.length - from);
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(box, NONCE_LENGTH, from))) {
            throw new RcloneConfigException(
                    Reason.PASSWORD_WRONG, "is encrypted under another password, or it is damaged");
        }
        byte[] plain = new byte[box.length - from];
        cipher.processBytes(box, from, plain.length, plain, 0);
        return plain;
    }

    private static RcloneConfigException unknown(String message) {
        return new RcloneConfigException(Reason.ENCRYPTION_UNKNOWN, message);
    }
}
