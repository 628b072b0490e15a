package io.cammanager.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
    private static final int SIZE = 3 * 65536 + 777;

    private final ContentCipher cipher = ContentCipher.of(ContentCipherTest.bytes(32, 1));
    private final Nonce nonce = Nonce.of(ContentCipherTest.bytes(24, 2));
    private final byte[] plain = ContentCipherTest.bytes(SIZE, 3);
    private final byte[] stored = encrypt(0, (int) ContentCipher.storedSize(SIZE));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void makesAnyRangeOfTheStoredForm(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(stored.length);
            int length = random.nextInt(stored.length - from + 1);

            assertThat(Arrays.equals(encrypt(from, length), Arrays.copyOfRange(stored, from, from + length)))
                    .as("%d bytes from %d", length, from)
                    .isTrue();
        }
    }

    @Test
    void makesPartsOnSeveralThreadsAndWritesNothingBesideThem() {
        int part = 50_001;
        int parts = (stored.length + part - 1) / part;
        byte[] target = new byte[stored.length + 20];

        IntStream.range(0, 4 * parts).parallel().forEach(i -> {
            int from = i % parts * part;
            int length = Math.min(part, stored.length - from);
            encryptInto(target, 10 + from, from, length);
        });

        assertThat(Arrays.equals(target, 10, 10 + stored.length, stored, 0, stored.length))
                .isTrue();
        assertThat(Arrays.copyOf(target, 10)).containsOnly(0);
        assertThat(Arrays.copyOfRange(target, 10 + stored.length, target.length))
                .containsOnly(0);
    }

    @Test
    void refusesRangesThatAreNotThere() {
        assertThatThrownBy(() -> encryptInto(new byte[10], 0, stored.length - 5, 6))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> encryptInto(new byte[10], 5, 0, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cipher.decryptRange(new Recorder(stored), stored.length, SIZE, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void leavesNoPlainBytesBehindWhenTheFileCannotBeRead() {
        byte[] target = new byte[190_000];
        PlainReader failing = (position, into, offset, length) -> {
            System.arraycopy(plain, (int) position, into, offset, length);
            if (position > 0) {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> cipher.encrypt(failing, SIZE, nonce, 0, target, 0, target.length))
                .hasMessage("the disk is gone");

        assertThat(Arrays.equals(target, new byte[target.length])).isTrue();
    }

    @Test
    void leavesNothingBehindWhenTheKeyIsWipedMeanwhile() {
        byte[] target = new byte[190_000];
        PlainReader wiping = (position, into, offset, length) -> {
            System.arraycopy(plain, (int) position, into, offset, length);
            cipher.destroy();
        };

        assertThatThrownBy(() -> cipher.encrypt(wiping, SIZE, nonce, 0, target, 0, target.length))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Arrays.equals(target, new byte[target.length])).isTrue();
    }

    @Test
    void decryptsAnyRange() throws Exception {
        int[] edges = {0, 1, 65535, 65536, 65537, 131072, 196607, 196608, SIZE - 1, SIZE};
        for (int from : edges) {
            for (int to : edges) {
                if (from <= to) {
                    Recorder source = new Recorder(stored);
                    try (InputStream range = cipher.decryptRange(source, stored.length, from, to - from)) {
                        assertThat(Arrays.equals(range.readAllBytes(), Arrays.copyOfRange(plain, from, to)))
                                .as("%d to %d", from, to)
                                .isTrue();
                    }
                    assertThat(source.open).isZero();
                }
            }
        }
    }

    @Test
    void readsOnlyTheBlocksOfTheRange() throws Exception {
        assertThat(reads(65536, 65536)).containsExactly("0+32", "65584+65552");
        assertThat(reads(65535, 2)).containsExactly("0+131136");
        assertThat(reads(131071, 2)).containsExactly("0+32", "65584+131104");
        assertThat(reads(SIZE - 1, 1)).containsExactly("0+32", "196688+793");
        assertThat(reads(10, 1)).containsExactly("0+65584");
        assertThat(reads(SIZE, 0)).containsExactly("0+32");
    }

    @Test
    void saysThatAnObjectIsShorterThanItsSize() throws Exception {
        Recorder cut = new Recorder(Arrays.copyOf(stored, 32 + 2 * 65552));
        Recorder cutInBlock = new Recorder(Arrays.copyOf(stored, 32 + 2 * 65552 + 16));

        for (Recorder source : List.of(cut, cutInBlock)) {
            InputStream range = cipher.decryptRange(source, stored.length, 65536, 2 * 65536);

            assertThatThrownBy(range::readAllBytes)
                    .isInstanceOfSatisfying(
                            CryptException.TruncatedBlock.class,
                            e -> assertThat(e.block()).isEqualTo(2));
            assertThatThrownBy(range::read).isInstanceOf(CryptException.TruncatedBlock.class);
        }
        Recorder shortLastBlock = new Recorder(encryptedOf(10));
        InputStream range = cipher.decryptRange(shortLastBlock, stored.length, 100, 10);
        assertThatThrownBy(range::read).isInstanceOf(CryptException.TruncatedBlock.class);
    }

    @Test
    void closesAnObjectThatIsNotEncrypted() {
        Recorder source = new Recorder(new byte[100]);

        assertThatThrownBy(() -> cipher.decryptRange(source, 100, 0, 1)).isInstanceOf(CryptException.BadMagic.class);

        assertThat(source.open).isZero();
    }

    @Test
    void doesNotGoOnAfterTheSourceFailed() throws Exception {
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(stored)) {
            private int calls;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (calls++ == 3) {
                    throw new IOException("connection reset");
                }
                return super.read(target, offset, Math.min(length, 40_000));
            }

            @Override
            public int readNBytes(byte[] target, int offset, int length) throws IOException {
                int done = 0;
                for (int n; done < length && (n = read(target, offset + done, length - done)) >= 0; ) {
                    done += n;
                }
                return done;
            }
        };
        DecryptingStream stream = cipher.decrypt(failing);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(stream::readAllBytes).hasMessage("connection reset");
        }
        stream.close();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    private List<String> reads(long from, long length) throws IOException {
        Recorder source = new Recorder(stored);
        try (InputStream range = cipher.decryptRange(source, stored.length, from, length)) {
            assertThat(range.readAllBytes()).hasSize((int) length);
        }
        return source.reads;
    }

    private byte[] encrypt(int from, int length) {
        byte[] target = new byte[length];
        encryptInto(target, 0, from, length);
        return target;
    }

    private byte[] encryptedOf(int size) throws IOException {
        byte[] target = new byte[(int) ContentCipher.storedSize(size)];
        cipher.encrypt(ContentCipherTest.reader(plain), size, nonce, 0, target, 0, target.length);
        return target;
    }

    private void encryptInto(byte[] target, int targetOffset, int from, int length) {
        try {
            cipher.encrypt(ContentCipherTest.reader(plain), SIZE, nonce, from, target, targetOffset, length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An object in memory that writes down what is read of it, and how many streams are open. */
    private static final class Recorder implements RangeSource {
        private final byte[] object;
        private final List<String> reads = new ArrayList<>();
        private int open;

        Recorder(byte[] object) {
            this.object = object;
        }

        @Override
        public InputStream open(long offset, long length) {
            reads.add(offset + "+" + length);
            open++;
            int from = (int) Math.min(offset, object.length);
            return new ByteArrayInputStream(object, from, (int) length) {
                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
