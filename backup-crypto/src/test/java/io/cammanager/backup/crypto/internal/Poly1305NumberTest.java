package io.cammanager.backup.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limbs at their edges, which no message that can be found puts there, against BigInteger. */
class Poly1305NumberTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
    private static final BigInteger TAG_SPACE = BigInteger.ONE.shiftLeft(128);
    private static final long FULL = Poly1305Number.MASK;
    /** A multiplication leaves limbs of up to this much more than 26 bits. */
    private static final long MORE = FULL + 1_000;

    private static final long[] EDGES = {0, 1, FULL - 5, FULL - 4, FULL - 1, FULL, FULL + 1, MORE};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void finishesWithTheRemainderPlusTheKey(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Poly1305Number number = edgeNumber(random);
            byte[] key = new byte[Format.KEY];
            random.nextBytes(key);
            BigInteger expected =
                    value(number).mod(MODULUS).add(littleEndian(key, 16, 16)).mod(TAG_SPACE);
            byte[] tag = new byte[Format.TAG];

            number.finish(key, tag);

            assertThat(littleEndian(tag, 0, 16)).as("seed %d round %d", seed, i).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void multipliesModuloThePrimeAndKeepsLimbsShort(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Poly1305Number number = edgeNumber(random);
            Poly1305Number factor = edgeNumber(random);
            BigInteger expected = value(number).multiply(value(factor)).mod(MODULUS);

            number.multiply(factor);

            assertThat(value(number).mod(MODULUS))
                    .as("seed %d round %d", seed, i)
                    .isEqualTo(expected);
            assertThat(number.l1).isBetween(0L, MORE);
            assertThat(number.l0 | number.l2 | number.l3 | number.l4).isBetween(0L, FULL);
        }
    }

    private static Poly1305Number edgeNumber(Random random) {
        Poly1305Number number = new Poly1305Number();
        number.set(edge(random), edge(random), edge(random), edge(random), edge(random));
        return number;
    }

    private static long edge(Random random) {
        return random.nextInt(5) == 0 ? random.nextInt((int) MORE) : EDGES[random.nextInt(EDGES.length)];
    }

    private static BigInteger value(Poly1305Number number) {
        BigInteger value = BigInteger.ZERO;
        for (long limb : new long[] {number.l4, number.l3, number.l2, number.l1, number.l0}) {
            value = value.shiftLeft(26).add(BigInteger.valueOf(limb));
        }
        return value;
    }

    private static BigInteger littleEndian(byte[] bytes, int offset, int length) {
        BigInteger value = BigInteger.ZERO;
        for (int i = offset + length - 1; i >= offset; i--) {
            value = value.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return value;
    }
}
