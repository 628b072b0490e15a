package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static List<String> eme() throws IOException {
        return lines("eme.txt");
    }

    static List<String> encodings() throws IOException {
        return lines("encodings.txt");
    }

    @ParameterizedTest
    @MethodSource("eme")
    void encryptsAndDecryptsWideBlocks(String vector) {
        String[] hex = vector.split(" ", -1);
        Eme eme = new Eme(HEX.parseHex(hex[0]), HEX.parseHex(hex[1]));
        byte[] text = HEX.parseHex(hex[2]);

        eme.encrypt(text);
        assertThat(HEX.formatHex(text)).isEqualTo(hex[3]);

        eme.decrypt(text);
        assertThat(HEX.formatHex(text)).isEqualTo(hex[2]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 2049, 2064})
    void refusesWhatIsNotWholeBlocks(int length) {
        Eme eme = new Eme(new byte[32], new byte[16]);

        assertThatThrownBy(() -> eme.encrypt(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encryptsNothingOnceDestroyed() {
        Eme eme = new Eme(new byte[32], new byte[16]);

        eme.destroy();

        assertThatThrownBy(() -> eme.encrypt(new byte[16])).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void encodesAndDecodes(String vector) throws UndecodableNameException {
        String[] parts = vector.split(" ", 3);
        TextEncoding encoding = encoding(parts[0]);
        String text = parts[2].equals("-") ? "" : parts[2];
        if (parts[1].equals("error")) {
            assertThatThrownBy(() -> encoding.decode(text)).isInstanceOf(UndecodableNameException.class);
            return;
        }
        byte[] bytes = parts[1].equals("-") ? new byte[0] : HEX.parseHex(parts[1]);

        assertThat(encoding.encode(bytes)).isEqualTo(text);
        assertThat(encoding.decode(text)).isEqualTo(bytes);
        if (parts[0].equals("base32")) {
            assertThat(encoding.decode(text.toUpperCase(Locale.ROOT))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base32", "base64", "base32768"})
    void decodesWhatItEncodesAtEveryLength(String name) throws UndecodableNameException {
        Random random = new Random(20_260_203);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            String text = encoding(name).encode(bytes);

            assertThat(encoding(name).decode(text)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "000000", "zz$zz", "é0"})
    void refusesTextThatIsNoBase32(String text) {
        assertThatThrownBy(() -> SmallBase.BASE32.decode(text)).isInstanceOf(UndecodableNameException.class);
    }

    @Test
    void skipsLineEndsAsGoDoes() throws UndecodableNameException {
        assertThat(SmallBase.BASE32.decode("6\r\n4p0")).isEqualTo("12".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "11", "0201", "0303"})
    void refusesWrongPadding(String hex) throws UndecodableNameException {
        byte[] end = HEX.parseHex(hex);
        byte[] block = new byte[hex.isEmpty() ? 0 : 16];
        System.arraycopy(end, 0, block, block.length - end.length, end.length);
        if (hex.equals("0201")) {
            assertThat(Pkcs7.unpad(block)).hasSize(15);
            return;
        }

        assertThatThrownBy(() -> Pkcs7.unpad(block))
                .isInstanceOfSatisfying(
                        UndecodableNameException.class,
                        e -> assertThat(e.kind()).isEqualTo(UndecodableNameException.Kind.DAMAGED));
    }

    private static TextEncoding encoding(String name) {
        return switch (name) {
            case "base32" -> SmallBase.BASE32;
            case "base64" -> SmallBase.BASE64;
            default -> Base32768.INSTANCE;
        };
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(NameVectorsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
