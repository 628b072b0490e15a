package io.cammanager.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading on after a damaged block. */
class BadBlocksTest {
    private static final int BLOCK = 65_536;

    private final ContentCipher cipher = ContentCipher.of(ContentCipherTest.bytes(32, 1));
    private final List<Long> bad = new ArrayList<>();

    /** Damages blocks, one after the other, and expects zeros for them and for nothing else. */
    @ParameterizedTest(name = "{0} bytes, bad {1}")
    @CsvSource({"1,0", "65536,0", "65537,1", "200000,0", "200000,1 2", "200000,3", "200000,0 1 2 3", "200000,''"})
    void givesZerosForThemAndTellsWhich(int size, String damaged) throws IOException {
        byte[] plain = ContentCipherTest.bytes(size, 42);
        byte[] stored = stored(plain);
        byte[] expected = plain.clone();
        List<Long> blocks = new ArrayList<>();
        for (String block : damaged.isEmpty() ? new String[0] : damaged.split(" ", -1)) {
            int number = Integer.parseInt(block);
            stored[32 + number * (BLOCK + 16) + 16] ^= 1;
            Arrays.fill(expected, number * BLOCK, Math.min(size, (number + 1) * BLOCK), (byte) 0);
            blocks.add((long) number);
        }

        assertThat(read(stored)).isEqualTo(expected);
        assertThat(bad).isEqualTo(blocks);
    }

    @Test
    void stillFailsWhereTheObjectIsCutOrIsNone() throws IOException {
        byte[] stored = stored(ContentCipherTest.bytes(100_000, 42));

        assertThatThrownBy(() -> read(Arrays.copyOf(stored, 32 + BLOCK + 16 + 9)))
                .isInstanceOf(CryptException.TruncatedBlock.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(stored, 31))).isInstanceOf(CryptException.TooShort.class);
        assertThatThrownBy(() -> read(new byte[100])).isInstanceOf(CryptException.BadMagic.class);
    }

    private byte[] read(byte[] stored) throws IOException {
        try (DecryptingStream stream = cipher.decryptPassingBadBlocks(new ByteArrayInputStream(stored), bad::add)) {
            return stream.readAllBytes();
        }
    }

    private byte[] stored(byte[] plain) throws IOException {
        Nonce nonce = Nonce.of(ContentCipherTest.bytes(24, 7));
        byte[] stored = new byte[(int) ContentCipher.storedSize(plain.length)];
        cipher.encrypt(ContentCipherTest.reader(plain), plain.length, nonce, 0, stored, 0, stored.length);
        return stored;
    }
}
