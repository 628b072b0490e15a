package io.cammanager.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages objects at random: 10,000 rounds over all seeds. */
class DamagedContentTest {
    private static final int ROUNDS = 1_250;
    private static final int[] SIZES = {0, 1, 100, 5_000, 65535, 65536, 65537, 131072, 150_000};

    private final ContentCipher cipher = ContentCipher.of(ContentCipherTest.bytes(32, 1));
    private int foundByTagOnly;

    private static final class Original {
        final byte[] plain;
        final Nonce nonce;
        final byte[] stored;

        Original(byte[] plain, Nonce nonce, byte[] stored) {
            this.plain = plain;
            this.nonce = nonce;
            this.stored = stored;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isFoundByABlockOrByTheTag(long seed) throws Exception {
        Random random = new Random(seed);
        Original original = original(SIZES[0], random);
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 20 == 0) {
                original = original(SIZES[random.nextInt(SIZES.length)], random);
            }
            byte[] damaged = damage(original.stored, random);
            String what = "seed " + seed + " round " + round + " size " + original.plain.length;

            expectFound(original, damaged, what);
            expectFoundByRange(original, damaged, what);
        }
        assertThat(foundByTagOnly)
                .as("rounds of seed %d that only the tag found", seed)
                .isPositive();
    }

    /** Only these two go unnoticed without the tag: a cut between two blocks, and another nonce where there is no block. */
    private void expectFound(Original original, byte[] damaged, String what) throws Exception {
        byte[] plain;
        Nonce nonce;
        try (DecryptingStream stream = cipher.decrypt(new ByteArrayInputStream(damaged))) {
            nonce = stream.nonce();
            plain = stream.readAllBytes();
        } catch (CryptException e) {
            return;
        }
        if (Arrays.equals(damaged, original.stored)) {
            assertThat(Arrays.equals(plain, original.plain)).as(what).isTrue();
            assertThat(tag(plain, nonce)).as(what).isEqualTo(tag(original.plain, original.nonce));
            return;
        }
        boolean noBlock = plain.length == 0;
        boolean cutBetweenBlocks = plain.length % 65536 == 0
                && plain.length < original.plain.length
                && Arrays.equals(plain, Arrays.copyOf(original.plain, plain.length));
        assertThat(noBlock || cutBetweenBlocks).as(what).isTrue();
        assertThat(tag(plain, nonce)).as(what).isNotEqualTo(tag(original.plain, original.nonce));
        foundByTagOnly++;
    }

    /** A range that the original has is the original's, or an exception that is named. */
    private void expectFoundByRange(Original original, byte[] damaged, String what) throws IOException {
        int size = original.plain.length;
        int from = size / 3;
        int length = size / 2;
        RangeSource source = (offset, count) -> {
            int at = (int) Math.min(offset, damaged.length);
            return new ByteArrayInputStream(damaged, at, (int) Math.min(count, damaged.length - at));
        };
        try (DecryptingStream range = cipher.decryptRange(source, original.stored.length, from, length)) {
            byte[] plain = range.readAllBytes();
            assertThat(Arrays.equals(plain, Arrays.copyOfRange(original.plain, from, from + length)))
                    .as(what)
                    .isTrue();
        } catch (CryptException e) {
            assertThat(e).as(what).hasMessageNotContaining("null");
        }
    }

    private Original original(int size, Random random) throws IOException {
        byte[] plain = ContentCipherTest.bytes(size, random.nextLong());
        Nonce nonce = Nonce.of(ContentCipherTest.bytes(24, random.nextLong()));
        byte[] stored = new byte[(int) ContentCipher.storedSize(size)];
        cipher.encrypt(ContentCipherTest.reader(plain), size, nonce, 0, stored, 0, stored.length);
        return new Original(plain, nonce, stored);
    }

    private static byte[] damage(byte[] stored, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(stored, random.nextInt(stored.length + 1));
            case 1 -> Arrays.copyOf(stored, blockEnd(stored, random));
            case 2 -> flipped(stored, random);
            case 3 -> swapped(stored, random);
            default -> appended(stored, random);
        };
    }

    private static byte[] flipped(byte[] stored, Random random) {
        byte[] flipped = stored.clone();
        flipped[place(stored.length, random)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Headers, tags and ends are hit more often than their size would have it. */
    private static int place(int length, Random random) {
        int place = random.nextBoolean() ? random.nextInt(length) : 32 + random.nextInt(3) * 65552 + random.nextInt(17);
        return place < length ? place : length - 1;
    }

    private static int blockEnd(byte[] stored, Random random) {
        return Math.min(stored.length, 32 + random.nextInt(4) * 65552);
    }

    private static byte[] swapped(byte[] stored, Random random) {
        byte[] swapped = stored.clone();
        boolean blocks = random.nextBoolean() && stored.length > 32 + 2 * 65552;
        int length = blocks ? 65552 : 1 + random.nextInt(Math.max(1, stored.length / 2 - 1));
        int first = blocks ? 32 : random.nextInt(stored.length - 2 * length + 1);
        int second = first + length;
        System.arraycopy(stored, first, swapped, second, length);
        System.arraycopy(stored, second, swapped, first, length);
        return swapped;
    }

    private static byte[] appended(byte[] stored, Random random) {
        int from = random.nextBoolean() ? blockEnd(stored, random) : random.nextInt(stored.length);
        int length = random.nextInt(stored.length - from + 1);
        byte[] appended = Arrays.copyOf(stored, stored.length + length);
        if (random.nextBoolean()) {
            System.arraycopy(stored, from, appended, stored.length, length);
        }
        return appended;
    }

    private String tag(byte[] plain, Nonce nonce) throws Exception {
        return cipher.tag(
                "front/1.mp4",
                nonce,
                plain.length,
                MessageDigest.getInstance("SHA-256").digest(plain));
    }
}
