package io.cammanager.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCipherTest {
    private final ContentCipher cipher = ContentCipher.of(bytes(32, 1));
    private final Nonce nonce = cipher.newNonce(new SecureRandom());

    @ParameterizedTest
    @CsvSource({
        "0,32",
        "1,49",
        "65535,65583",
        "65536,65584",
        "65537,65601",
        "131072,131136",
        "1099511627776,1099780063264"
    })
    void convertsSizesBothWays(long plainSize, long storedSize) throws Exception {
        assertThat(ContentCipher.storedSize(plainSize)).isEqualTo(storedSize);
        assertThat(ContentCipher.plainSize(storedSize)).isEqualTo(plainSize);
    }

    @Test
    void refusesSizesThatNoEncryptedObjectHas() {
        assertThatThrownBy(() -> ContentCipher.plainSize(31)).isInstanceOf(CryptException.TooShort.class);
        assertThatThrownBy(() -> ContentCipher.plainSize(33)).isInstanceOf(CryptException.TruncatedBlock.class);
        assertThatThrownBy(() -> ContentCipher.plainSize(32 + 65552 + 16))
                .isInstanceOfSatisfying(
                        CryptException.TruncatedBlock.class,
                        e -> assertThat(e.block()).isEqualTo(1));
        assertThatThrownBy(() -> ContentCipher.storedSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContentCipher.storedSize(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 65519, 65535, 65536, 65537, 131071, 131072, 131073, 200_000})
    void decryptsWhatItEncrypted(int size) throws Exception {
        byte[] plain = bytes(size, size);

        byte[] stored = encrypt(plain);

        assertThat(stored).hasSize((int) ContentCipher.storedSize(size));
        try (DecryptingStream stream = cipher.decrypt(new ByteArrayInputStream(stored))) {
            assertThat(stream.nonce()).isEqualTo(nonce);
            assertThat(stream.readAllBytes()).isEqualTo(plain);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void saysWhichBlockIsDamaged() {
        byte[] stored = encrypt(bytes(200_000, 3));
        stored[32 + 65552 + 5000] ^= 1;

        assertThatThrownBy(
                        () -> cipher.decrypt(new ByteArrayInputStream(stored)).readAllBytes())
                .isInstanceOfSatisfying(
                        CryptException.NotAuthenticated.class,
                        e -> assertThat(e.block()).isEqualTo(1))
                .hasMessage("block 1 fails its authentication: wrong password, or the object is damaged");
    }

    @Test
    void doesNothingOnceItsKeyIsWiped() {
        cipher.close();

        assertThat(cipher.isDestroyed()).isTrue();
        assertThatThrownBy(() -> encrypt(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.tag("a", nonce, 1, new byte[32])).isInstanceOf(IllegalStateException.class);
    }

    private byte[] encrypt(byte[] plain) {
        byte[] stored = new byte[(int) ContentCipher.storedSize(plain.length)];
        try {
            cipher.encrypt(reader(plain), plain.length, nonce, 0, stored, 0, stored.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return stored;
    }

    static PlainReader reader(byte[] plain) {
        return (position, target, offset, length) -> System.arraycopy(plain, (int) position, target, offset, length);
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
