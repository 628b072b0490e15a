package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What rclone wrote. An encrypted file whose SHA-256 is that of rclone's is rclone's file, so that the larger ones need not be
 * kept to be decrypted.
 */
class RcloneContentTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] DEFAULT_SALT = HEX.parseHex("a80df43a8fbd0308a7cab83e581f86b1");
    private static final ConcurrentHashMap<String, byte[]> KEYS = new ConcurrentHashMap<>();

    record Vector(String password, String salt, int size, Nonce nonce, String sha256, String stored) {
        static Vector parse(String line) {
            String[] columns = line.split("\t", -1);
            Nonce nonce = Nonce.of(HEX.parseHex(columns[3]));
            return new Vector(columns[0], columns[1], Integer.parseInt(columns[2]), nonce, columns[4], columns[5]);
        }

        byte[] plain() {
            byte[] plain = new byte[size];
            for (int i = 0; i < size; i++) {
                plain[i] = (byte) (i * 167 + (i >> 8) * 13 + size);
            }
            return plain;
        }

        byte[] dataKey() {
            return KEYS.computeIfAbsent(password + "\t" + salt, names -> derive());
        }

        private byte[] derive() {
            if (password.equals("-")) {
                return new byte[32];
            }
            byte[] saltBytes = salt.equals("-") ? DEFAULT_SALT : salt.getBytes(UTF_8);
            return Arrays.copyOf(SCrypt.generate(password.getBytes(UTF_8), saltBytes, 16384, 8, 1, 80), 32);
        }

        @Override
        public String toString() {
            return size + " bytes under " + nonce;
        }
    }

    static List<Vector> vectors() throws IOException {
        InputStream resource =
                Objects.requireNonNull(RcloneContentTest.class.getResourceAsStream("rclone-contents.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::parse)
                    .toList();
        }
    }

    static List<Vector> smallVectors() throws IOException {
        return vectors().stream().filter(vector -> !vector.stored().equals("-")).toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void makesAndReadsTheFileThatRcloneMade(Vector vector) throws Exception {
        byte[] plain = vector.plain();
        try (ContentCipher cipher = ContentCipher.of(vector.dataKey())) {
            byte[] stored = new byte[(int) ContentCipher.storedSize(vector.size())];

            cipher.encrypt(ContentCipherTest.reader(plain), plain.length, vector.nonce(), 0, stored, 0, stored.length);

            assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(stored)))
                    .isEqualTo(vector.sha256());
            assertThat(cipher.decrypt(new ByteArrayInputStream(stored)).readAllBytes())
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @MethodSource("smallVectors")
    void readsTheBytesThatRcloneWrote(Vector vector) throws Exception {
        byte[] stored = HEX.parseHex(vector.stored());
        try (ContentCipher cipher = ContentCipher.of(vector.dataKey());
                DecryptingStream stream = cipher.decrypt(new ByteArrayInputStream(stored))) {
            assertThat(stream.nonce()).isEqualTo(vector.nonce());
            assertThat(stream.readAllBytes()).isEqualTo(vector.plain());
        }
    }

    @ParameterizedTest
    @MethodSource("smallVectors")
    void refusesAnotherPasswordWhereThereIsABlock(Vector vector) throws Exception {
        byte[] stored = HEX.parseHex(vector.stored());
        byte[] key = vector.dataKey().clone();
        key[31] ^= 1;
        try (ContentCipher cipher = ContentCipher.of(key);
                DecryptingStream stream = cipher.decrypt(new ByteArrayInputStream(stored))) {
            if (vector.size() == 0) {
                assertThat(stream.readAllBytes()).isEmpty();
            } else {
                assertThatThrownBy(stream::readAllBytes)
                        .isInstanceOf(CryptException.NotAuthenticated.class)
                        .hasMessageContaining("block 0")
                        .hasMessageContaining("wrong password");
            }
        }
    }
}
