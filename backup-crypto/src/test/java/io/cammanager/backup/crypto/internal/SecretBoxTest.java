package io.cammanager.backup.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels against BouncyCastle, through the box and each alone, so that short data reaches them too. */
class SecretBoxTest {
    private static final int BATCH = XSalsa20Lanes.LANES * 64;
    private static final int STRIPE = Poly1305Lanes.LANES * Poly1305Lanes.PIECE;

    private final Random random = new Random(7);

    @Test
    void isWhatBouncyCastleMakesAtEveryLengthAroundEveryBoundary() {
        lengths().forEach(length -> expectSame(random, length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isWhatBouncyCastleMakesOfRandomLengthsAndPlaces(long seed) {
        Random seeded = new Random(seed);
        for (int i = 0; i < 100; i++) {
            expectSame(seeded, seeded.nextInt(Format.BLOCK_PLAIN + 1));
        }
    }

    @Test
    void encryptsLikeBouncyCastleBelowTheLengthFromWhichItIsUsed() {
        byte[] key = bytes(random, Format.KEY);
        byte[] nonce = bytes(random, Format.NONCE);
        XSalsa20Lanes salsa = new XSalsa20Lanes();
        for (int length : lengths().filter(l -> l < 2 * SecretBox.LANES_FROM).toArray()) {
            byte[] expected = bytes(random, Format.TAG + length);
            byte[] actual = expected.clone();
            ReferenceBox.seal(key, nonce, expected, 0, length);

            salsa.start(key, nonce, new byte[Format.KEY]);
            salsa.apply(actual, Format.TAG, actual, Format.TAG, length);

            assertThat(Arrays.equals(actual, Format.TAG, actual.length, expected, Format.TAG, expected.length))
                    .as("length %d", length)
                    .isTrue();
        }
    }

    @Test
    void authenticatesLikeBouncyCastleAtEveryLength() {
        lengths().forEach(length -> {
            expectSameTag(bytes(random, Format.KEY), bytes(random, length));
        });
    }

    /** All limbs at their highest, where a carry that is lost or comes twice shows. */
    @Test
    void authenticatesLikeBouncyCastleWithAllOnes() {
        byte[] halfOnes = bytes(random, Format.KEY);
        Arrays.fill(halfOnes, 0, 16, (byte) 0xff);
        lengths().forEach(length -> {
            byte[] ones = ones(length);
            expectSameTag(ones(Format.KEY), ones);
            expectSameTag(halfOnes, ones);
            expectSameTag(bytes(random, Format.KEY), ones);
            expectSameTag(ones(Format.KEY), new byte[length]);
        });
    }

    /** With the multiplier 1 or 2 the sum itself can be put around 2^130 - 5, where the last reduction decides. */
    @Test
    void reducesLikeBouncyCastleAroundTheModulus() {
        for (int multiplier = 1; multiplier <= 4; multiplier++) {
            for (int low = 0; low < 256; low++) {
                byte[] key = new byte[Format.KEY];
                key[0] = (byte) multiplier;
                byte[] message = ones(STRIPE + 48);
                Arrays.fill(message, 16, STRIPE + 16, (byte) 0);
                message[0] = (byte) low;
                message[message.length - 16] = (byte) low;
                expectSameTag(key, message);
                expectSameTag(key, Arrays.copyOf(message, 16));
                expectSameTag(key, Arrays.copyOfRange(message, STRIPE, message.length));
                expectSameTag(key, Arrays.copyOfRange(message, STRIPE + 16, message.length));
                Arrays.fill(key, 16, 32, (byte) 0xff);
                expectSameTag(key, message);
            }
        }
    }

    @Test
    void sealsAllOnesLikeBouncyCastle() {
        for (int length : new int[] {SecretBox.LANES_FROM, Format.BLOCK_PLAIN - 1, Format.BLOCK_PLAIN}) {
            byte[] expected = ones(Format.TAG + length);
            byte[] actual = expected.clone();
            ReferenceBox.seal(ones(Format.KEY), ones(Format.NONCE), expected, 0, length);

            new SecretBox(ones(Format.KEY)).seal(ones(Format.NONCE), actual, 0, length);

            assertThat(Arrays.equals(actual, expected)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, SecretBox.LANES_FROM, Format.BLOCK_PLAIN})
    void opensNothingOfWhichABitIsWrong(int length) {
        byte[] key = bytes(random, Format.KEY);
        byte[] nonce = bytes(random, Format.NONCE);
        byte[] sealed = bytes(random, Format.TAG + length);
        SecretBox box = new SecretBox(key);
        box.seal(nonce, sealed, 0, length);

        for (int i = 0; i < 300; i++) {
            int bit = i < 128 ? i : random.nextInt(8 * sealed.length);
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] target = new byte[length];

            assertThat(box.open(nonce, sealed, 0, length, target, 0)).isFalse();

            assertThat(Arrays.equals(target, new byte[length])).isTrue();
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(box.open(nonce, sealed, 0, length, new byte[length], 0)).isTrue();
    }

    private static IntStream lengths() {
        return IntStream.of(100, 1024, STRIPE, 2 * STRIPE, SecretBox.LANES_FROM, BATCH + 32, 2 * BATCH, 2 * BATCH - 32)
                .flatMap(middle -> IntStream.rangeClosed(middle - 100, middle + 100))
                .filter(length -> length <= Format.BLOCK_PLAIN);
    }

    private static void expectSame(Random random, int length) {
        byte[] key = bytes(random, Format.KEY);
        byte[] nonce = bytes(random, Format.NONCE);
        int at = random.nextInt(20);
        byte[] plain = bytes(random, at + Format.TAG + length + random.nextInt(20));
        byte[] expected = plain.clone();
        byte[] actual = plain.clone();
        ReferenceBox.seal(key, nonce, expected, at, length);
        SecretBox box = new SecretBox(key);

        box.seal(nonce, actual, at, length);

        assertThat(Arrays.equals(actual, expected)).as("length %d", length).isTrue();
        byte[] opened = plain.clone();
        assertThat(box.open(nonce, actual, at, length, opened, at + Format.TAG)).isTrue();
        assertThat(Arrays.equals(opened, plain)).as("length %d", length).isTrue();
    }

    private static void expectSameTag(byte[] key, byte[] message) {
        byte[] expected = new byte[Format.TAG];
        byte[] actual = new byte[Format.TAG];
        ReferenceBox.authenticate(key, message, 0, message.length, expected, 0);

        new Poly1305Lanes().authenticate(key, message, 0, message.length, actual);

        assertThat(actual).as("length %d", message.length).isEqualTo(expected);
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
