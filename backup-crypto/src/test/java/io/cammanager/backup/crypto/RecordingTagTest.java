package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTagTest {
    private static final byte[] KEY = ascending(0, 32);
    private static final Nonce NONCE = Nonce.of(ascending(100, 24));

    private final ContentCipher cipher = ContentCipher.of(KEY);

    /** The expected value was computed with Python's hmac and struct. */
    @Test
    void isAnHmacOfTheFieldsAfterTheirLengths() throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("x".getBytes(UTF_8));

        assertThat(cipher.tag("front/ü.mp4", NONCE, 1_234_567, sha256))
                .isEqualTo("af396b13f5a22f624a9c2a80ea0f9822e9cbe6e1ac1c5cb5c01d609f04e3bf41");
    }

    @Test
    void isAnotherOneWhenAnyFieldOrTheKeyIs() {
        byte[] otherKey = KEY.clone();
        otherKey[0] = 1;
        byte[] hash = new byte[32];
        byte[] otherHash = new byte[32];
        otherHash[31] = 1;

        List<String> tags = List.of(
                cipher.tag("a", NONCE, 1, hash),
                cipher.tag("b", NONCE, 1, hash),
                cipher.tag("", NONCE, 1, hash),
                cipher.tag("a", NONCE.plus(1), 1, hash),
                cipher.tag("a", NONCE, 2, hash),
                cipher.tag("a", NONCE, 1, otherHash),
                ContentCipher.of(otherKey).tag("a", NONCE, 1, hash));

        assertThat(tags).doesNotHaveDuplicates().allMatch(tag -> tag.matches("[0-9a-f]{64}"));
    }

    @Test
    void refusesWhatWouldNotBindAnything() {
        assertThatThrownBy(() -> cipher.tag("a", NONCE, 1, new byte[16])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.tag("a\ud83d", NONCE, 1, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] ascending(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
