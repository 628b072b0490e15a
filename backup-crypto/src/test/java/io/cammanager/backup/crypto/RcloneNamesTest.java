package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RcloneNamesTest {
    private static final HexFormat HEX = HexFormat.of();

    /** What names are made of where quoting goes wrong. */
    private static final List<byte[]> PIECES = List.of(
            utf8("‛"),
            utf8("‛"),
            utf8("‛‛"),
            utf8("a"),
            utf8("F"),
            utf8("7f"),
            utf8("E2"),
            utf8("80"),
            utf8("9B"),
            utf8("␀"),
            utf8("␁"),
            utf8("␊"),
            utf8("␡"),
            utf8("．"),
            utf8("."),
            utf8("／"),
            utf8("\ufffd"),
            utf8("ü"),
            utf8("u\u0308"),
            utf8("📹"),
            HEX.parseHex("01"),
            HEX.parseHex("0a"),
            HEX.parseHex("7f"),
            HEX.parseHex("ff"),
            HEX.parseHex("c0af"),
            HEX.parseHex("e2"),
            HEX.parseHex("e280"),
            HEX.parseHex("9b"),
            HEX.parseHex("80"),
            HEX.parseHex("f09f93"),
            HEX.parseHex("eda0bdedb8b9"),
            HEX.parseHex("f4908080"));

    static List<String> vectors() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String resource : List.of("s3-keys.txt", "quoted-keys.txt")) {
            try (InputStream in = Objects.requireNonNull(RcloneNamesTest.class.getResourceAsStream(resource))) {
                new String(in.readAllBytes(), UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void storesUnderTheKeyThatRcloneUses(String vector) {
        int space = vector.indexOf(' ');
        byte[] name = HEX.parseHex(space < 0 ? vector : vector.substring(0, space));

        String key = RcloneNames.keySegment(name);

        assertThat(RcloneNames.rawName(key)).isEqualTo(name);
        if (space >= 0) { // a name that rclone can open
            assertThat(key).isEqualTo(URLDecoder.decode(vector.substring(space + 1), UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "e2809b6c656164, ‛lead",
        "e2809b4646, ‛E2‛80‛9BFF",
        "e2809b6666, ‛E2‛80‛9Bff",
        "e2809b46, ‛F",
        "e2809bff, ‛E2‛80‛9B‛FF",
        "e2809be2809b4646, ‛‛FF",
        "e2809be2809bff, ‛‛‛FF",
        "e2809be2809be2809b3431, ‛‛‛E2‛80‛9B41",
        "ffe2809b, ‛FF‛",
        "eda080, ‛ED‛A0‛80",
        "e28041, ‛E2‛80A",
    })
    void quotesOnlyWhatCouldBeMistaken(String name, String key) {
        assertThat(RcloneNames.keySegment(HEX.parseHex(name))).isEqualTo(key);
        assertThat(RcloneNames.rawName(key)).isEqualTo(HEX.parseHex(name));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyNameHasItsOwnKeyAndComesBack(long seed) {
        Random random = new Random(seed);
        Map<String, String> nameOfKey = new HashMap<>();

        for (int i = 0; i < 20_000; i++) {
            byte[] name = i % 2 == 0 ? bytes(random) : pieces(random);
            String key = RcloneNames.keySegment(name);

            String hex = HEX.formatHex(name);
            assertThat(RcloneNames.rawName(key))
                    .as("seed %s, name %s", seed, hex)
                    .isEqualTo(name);
            assertThat(nameOfKey.put(key, hex))
                    .as("seed %s, key of %s", seed, hex)
                    .isIn(null, hex);
            assertThat(isWellFormed(key)).as("seed %s, name %s", seed, hex).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void everyKeyIsRefusedOrTheKeyOfItsName(long seed) {
        Random random = new Random(seed);
        String alphabet = "‛‛‛‛0189ABEFef2.a／␀．\u0000/ü\ud83d\udcf9";

        for (int i = 0; i < 20_000; i++) {
            StringBuilder key = new StringBuilder();
            int length = random.nextInt(9);
            for (int j = 0; j < length; j++) {
                key.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] name;
            try {
                name = RcloneNames.rawName(key.toString());
            } catch (InvalidNameException e) {
                continue;
            }
            assertThat(RcloneNames.keySegment(name)).as("seed %s", seed).isEqualTo(key.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "/",
                "a\u0000",
                "\ud83d",
                "a\udcf9b",
                "‛\ud83d",
                "‛2F",
                "‛00",
                "‛41",
                "‛ff",
                "‛2E",
                "‛2E‛2E",
                "‛C3‛BC",
                "‛E2‛80‛9B",
                "‛E2‛80‛9Bx"
            })
    void refusesWhatIsNoKeyOfAName(String key) {
        assertThatThrownBy(() -> RcloneNames.rawName(key)).isInstanceOf(InvalidNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\u0000", "\u0000", "\u00ff/"})
    void refusesWhatNoFileCanBeCalled(String name) {
        assertThatThrownBy(() -> RcloneNames.keySegment(name.getBytes(ISO_8859_1)))
                .isInstanceOf(InvalidNameException.class);
    }

    private static byte[] bytes(Random random) {
        byte[] name = new byte[1 + random.nextInt(12)];
        for (int i = 0; i < name.length; i++) {
            do {
                name[i] = (byte) random.nextInt(256);
            } while (name[i] == 0 || name[i] == '/');
        }
        return isDots(name) ? utf8("x") : name;
    }

    private static byte[] pieces(Random random) {
        StringBuilder latin = new StringBuilder();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            latin.append(new String(PIECES.get(random.nextInt(PIECES.size())), ISO_8859_1));
        }
        byte[] name = latin.toString().getBytes(ISO_8859_1);
        return isDots(name) ? utf8("x") : name;
    }

    private static boolean isDots(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }

    private static boolean isWellFormed(String key) {
        try {
            return UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(key)).hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
