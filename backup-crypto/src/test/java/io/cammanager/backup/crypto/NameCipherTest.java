package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.crypto.CryptOptions.DirectoryNames;
import io.cammanager.backup.crypto.CryptOptions.Encoding;
import io.cammanager.backup.crypto.CryptOptions.FileNames;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameCipherTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final CryptKeys KEYS = CryptKeys.derive("pass".toCharArray(), "salt".toCharArray());
    private static final String VERSION = "-v2001-02-03-040506-123";
    private static final CryptOptions STANDARD = CryptOptions.defaults();
    private static final CryptOptions OFF = STANDARD.withFileNames(FileNames.OFF);

    private static final List<byte[]> PIECES = List.of(
            utf8("‛"),
            utf8("‛"),
            utf8("␀"),
            utf8("␁"),
            utf8("␟"),
            utf8("␡"),
            utf8("␛"),
            utf8("．"),
            utf8("／"),
            utf8("."),
            utf8("!"),
            utf8("a"),
            utf8("Z"),
            utf8("7"),
            utf8(" "),
            utf8("ü"),
            utf8("u\u0308"),
            utf8("📹"),
            utf8("\ufffd"),
            utf8("’"),
            utf8(VERSION),
            utf8(".mp4"),
            HEX.parseHex("01"),
            HEX.parseHex("1b"),
            HEX.parseHex("1f"),
            HEX.parseHex("7f"),
            HEX.parseHex("ff"),
            HEX.parseHex("e2"),
            HEX.parseHex("e290"),
            HEX.parseHex("9b"));

    static List<CryptOptions> options() {
        return List.of(
                STANDARD,
                STANDARD.withDirectoryNames(DirectoryNames.CLEAR),
                STANDARD.withEncoding(Encoding.BASE64),
                STANDARD.withEncoding(Encoding.BASE32768),
                STANDARD.withFileNames(FileNames.OBFUSCATE),
                STANDARD.withFileNames(FileNames.OBFUSCATE).withDirectoryNames(DirectoryNames.CLEAR),
                OFF,
                OFF.withSuffix(""),
                OFF.withSuffix(".enc"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void decryptsWhatItEncryptsAndNeverStoresTwoNamesAsOne(CryptOptions options) throws CryptException {
        NameCipher names = NameCipher.of(KEYS, options);
        Map<String, String> stored = new HashMap<>();
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            String plain = randomPath(new Random(seed));
            String key;
            try {
                key = names.storedPath(plain);
            } catch (InvalidNameException e) {
                refused++;
                continue;
            }
            assertThat(names.plainPath(key)).as("seed %d: %s", seed, key).isEqualTo(plain);
            assertThat(stored.merge(key, plain, (old, now) -> old))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
            String directory = plain.substring(0, plain.lastIndexOf('/') + 1);
            assertThat(key).as("seed %d", seed).startsWith(names.storedDirectory(directory));
        }
        assertThat(refused).isLessThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("options")
    void throwsNothingButCryptExceptionForWhatOthersStored(CryptOptions options) {
        NameCipher names = NameCipher.of(KEYS, options);
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String key = randomPath(random);
            if (random.nextBoolean()) {
                key = damaged(names, key, random);
            }
            try {
                String plain = names.plainPath(key);
                if (options.fileNames() != FileNames.OFF) {
                    assertThat(names.storedPath(plain)).as("seed %d", seed).isEqualTo(key);
                }
            } catch (CryptException expected) {
                assertThat(expected)
                        .isInstanceOfAny(CryptException.NotEncryptedName.class, CryptException.BadName.class);
            }
        }
    }

    private static String damaged(NameCipher names, String plain, Random random) {
        try {
            StringBuilder key = new StringBuilder(names.storedPath(plain));
            key.setCharAt(random.nextInt(key.length()), (char) ('0' + random.nextInt(70)));
            return key.toString();
        } catch (InvalidNameException e) {
            return plain;
        }
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            path.append(randomSegment(random)).append(depth > 0 ? "/" : "");
        }
        return path.toString();
    }

    private static String randomSegment(Random random) {
        while (true) {
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            int pieces = random.nextInt(20) == 0 ? 80 : 1 + random.nextInt(5);
            for (int i = 0; i < pieces; i++) {
                name.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
            }
            byte[] bytes = name.toByteArray();
            try {
                return RcloneNames.keySegment(bytes.length > 255 ? Arrays.copyOf(bytes, 255) : bytes);
            } catch (InvalidNameException e) {
                // "." and "..": draw again.
            }
        }
    }

    @Test
    void encryptsLongNames() throws CryptException {
        NameCipher names = NameCipher.of(KEYS, STANDARD);
        for (String character : List.of("x", "\u0001", "‛")) {
            String name = character.repeat(255 / character.getBytes(UTF_8).length);

            assertThat(names.plainPath(names.storedPath(name))).isEqualTo(name);
        }
    }

    @Test
    void encryptsControlCharactersAsRclonesPictures() {
        NameCipher off = NameCipher.of(KEYS, OFF);
        NameCipher standard = NameCipher.of(KEYS, STANDARD);

        assertThat(off.storedPath("a\tb.mp4")).isEqualTo("a\tb.mp4.bin");
        assertThat(standard.storedPath("a\tb.mp4")).isNotEqualTo(standard.storedPath("a␉b.mp4"));
        assertThat(RcloneNames.standardName(utf8("a\tb␉.mp4"))).isEqualTo(utf8("a␉b‛␉.mp4"));
    }

    @Test
    void encryptsDirectoriesAsTheBeginningOfTheirFiles() throws CryptException {
        NameCipher names = NameCipher.of(KEYS, STANDARD);
        String directory = names.storedDirectory("cam" + VERSION + "/");

        assertThat(names.storedDirectory("")).isEmpty();
        assertThat(directory).endsWith("/").doesNotContain(VERSION);
        assertThat(names.storedPath("cam" + VERSION + "/a.mp4")).startsWith(directory);
        assertThat(names.storedPath("cam" + VERSION + "/")).isEqualTo(directory);
        assertThat(names.plainPath(directory)).isEqualTo("cam" + VERSION + "/");
        assertThatThrownBy(() -> names.storedDirectory("cam")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheVersionOfAFileReadable() throws CryptException {
        NameCipher names = NameCipher.of(KEYS, STANDARD);

        String stored = names.storedPath("clip" + VERSION + ".mp4");

        assertThat(stored).isEqualTo(names.storedPath("clip.mp4") + VERSION);
        assertThat(names.plainPath(stored)).isEqualTo("clip" + VERSION + ".mp4");
    }

    @Test
    void refusesToWriteNamesThatRcloneWouldReadAsOthers() {
        NameCipher standard = NameCipher.of(KEYS, STANDARD);
        NameCipher off = NameCipher.of(KEYS, OFF);

        assertThatThrownBy(() -> standard.storedPath("a/" + VERSION + ".mp4")).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> off.storedPath(VERSION)).isInstanceOf(InvalidNameException.class);
        assertThat(off.storedPath("a/" + VERSION)).isEqualTo("a/" + VERSION + ".bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".bin", "dir/.bin", "clip.mp4", VERSION + ".bin", "clip.mp4.BIN"})
    void seesNamesThatNeverWereEncrypted(String stored) {
        NameCipher names = NameCipher.of(KEYS, OFF);

        assertThatThrownBy(() -> names.plainPath(stored)).isInstanceOf(CryptException.NotEncryptedName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "00", "a//b", "./a", "cam/clip.mp4.bin", "\ud800", "‛41"})
    void seesNamesThatAreNoCiphertext(String stored) {
        NameCipher names = NameCipher.of(KEYS, STANDARD);

        assertThatThrownBy(() -> names.plainPath(stored)).isInstanceOf(CryptException.class);
    }

    @Test
    void seesADamagedNameAndOneWithAnotherPassword() {
        NameCipher names = NameCipher.of(KEYS, STANDARD);
        NameCipher others = NameCipher.of(CryptKeys.derive("other".toCharArray(), null), STANDARD);
        String stored = names.storedPath("clip.mp4");

        assertThatThrownBy(() -> others.plainPath(stored)).isInstanceOf(CryptException.BadName.class);
        assertThatThrownBy(() -> names.plainPath(stored.toUpperCase(Locale.ROOT)))
                .isInstanceOf(CryptException.BadName.class)
                .hasMessageNotContaining(stored);
    }

    @ParameterizedTest
    @EnumSource
    void isOfNoUseOnceItIsClosed(CryptOptions.FileNames fileNames) {
        NameCipher names = NameCipher.of(KEYS, STANDARD.withFileNames(fileNames));
        String stored = names.storedPath("cam/a");
        assertThat(names.isDestroyed()).isFalse();

        names.close();

        assertThat(names.isDestroyed()).isTrue();
        assertClosed(() -> names.storedPath("cam/a"));
        assertClosed(() -> names.storedPath("cam/b"));
        assertClosed(() -> names.plainPath(stored));
        assertClosed(() -> names.storedDirectory("cam/"));
        assertClosed(() -> names.storedDirectory("other/"));
        ContentCipher content = ContentCipher.of(new byte[32]);
        content.close();
        assertClosed(() -> content.tag("cam/a", Nonce.of(new byte[24]), 0, new byte[32]));
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the cipher is closed and its key wiped");
    }

    /** Whoever is at it when the keys are wiped gets the right name or none. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "OBFUSCATE"})
    void neverGivesANameUnderAWipedKey(CryptOptions.FileNames fileNames) throws Exception {
        for (int round = 0; round < 20; round++) {
            NameCipher names = NameCipher.of(KEYS, STANDARD.withFileNames(fileNames));
            String expected = names.storedPath("cam/clip 1.mp4");
            CountDownLatch busy = new CountDownLatch(1);
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            Thread user = new Thread(() -> {
                try {
                    while (true) {
                        String stored = names.storedPath("cam/clip 1.mp4");
                        if (!stored.equals(expected)) {
                            wrong.add(stored);
                        }
                        busy.countDown();
                    }
                } catch (IllegalStateException e) {
                    busy.countDown();
                }
            });
            user.start();
            busy.await();
            names.close();
            user.join();
            assertThat(wrong).as("round " + round).isEmpty();
        }
    }

    @Test
    void readsSuffixesAsRclone() {
        assertThat(CryptOptions.suffixOf("None")).isEmpty();
        assertThat(CryptOptions.suffixOf("enc")).isEqualTo(".enc");
        assertThat(CryptOptions.suffixOf(".enc")).isEqualTo(".enc");
        assertThatThrownBy(() -> STANDARD.withSuffix("enc")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysRefuseAnEmptyPasswordAndSayNothing() {
        CryptKeys keys = CryptKeys.derive("pass".toCharArray(), null);
        byte[] key = keys.dataKey();

        assertThat(keys).hasToString("CryptKeys");
        key[0]++;
        assertThat(keys.dataKey()).isNotEqualTo(key);
        keys.close();
        assertThat(keys.isDestroyed()).isTrue();
        assertThatThrownBy(keys::dataKey).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CryptKeys.derive(new char[0], null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CryptKeys.derive(new char[] {'\ud800'}, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
