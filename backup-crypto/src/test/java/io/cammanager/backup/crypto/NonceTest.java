package io.cammanager.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonceTest {
    @ParameterizedTest
    @CsvSource({
        "000000000000000000000000000000000000000000000000, 1, 010000000000000000000000000000000000000000000000",
        "ff0000000000000000000000000000000000000000000000, 1, 000100000000000000000000000000000000000000000000",
        "ffffffffffffffff00000000000000000000000000000000, 1, 000000000000000001000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffff, 1, 000000000000000000000000000000000000000000000000",
        "fefffffffffffffffffffffffffffffffffffffffffffffe, 258, 0001000000000000000000000000000000000000000000ff",
        "0102030405060708090a0b0c0d0e0f101112131415161718, 0, 0102030405060708090a0b0c0d0e0f101112131415161718"
    })
    void addsFromTheFirstByteUpwards(String start, long blocks, String sum) {
        Nonce nonce = Nonce.of(HexFormat.of().parseHex(start));

        assertThat(nonce.plus(blocks)).hasToString(sum);
    }

    @Test
    void addsLikeBigIntegersOfAnySize() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = ContentCipherTest.bytes(24, i);
            Arrays.fill(bytes, 0, i % 25, (byte) 0xff);
            long blocks = random.nextLong() >>> (1 + random.nextInt(63));
            BigInteger sum = number(bytes).add(BigInteger.valueOf(blocks)).mod(BigInteger.ONE.shiftLeft(192));

            assertThat(number(Nonce.of(bytes).plus(blocks).bytes())).isEqualTo(sum);
        }
    }

    @Test
    void sharesItsBytesWithNobody() {
        byte[] bytes = new byte[24];
        Nonce nonce = Nonce.of(bytes);

        bytes[0] = 1;
        nonce.bytes()[0] = 1;

        assertThat(nonce).isEqualTo(Nonce.of(new byte[24])).hasSameHashCodeAs(Nonce.of(new byte[24]));
    }

    @Test
    void refusesWhatIsNoNonceAndNoHeader() {
        byte[] header = new byte[32];

        assertThatThrownBy(() -> Nonce.of(new byte[23])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nonce.of(new byte[24]).plus(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nonce.ofHeader(header)).isInstanceOf(CryptException.BadMagic.class);
        assertThatThrownBy(() -> Nonce.ofHeader(new byte[31]))
                .isInstanceOf(CryptException.TooShort.class)
                .hasMessageContaining("31");
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }
}
