package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.crypto.CryptOptions.DirectoryNames;
import io.cammanager.backup.crypto.CryptOptions.Encoding;
import io.cammanager.backup.crypto.CryptOptions.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name that rclone encoded. Its names are in its Standard encoding; ours are keys. */
class RcloneNameVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static Map<String, PathScheme> remotes = Map.of();

    static List<String> names() throws IOException {
        return lines("rclone-names.txt").filter(line -> !line.startsWith("!")).toList();
    }

    static List<String> keys() throws IOException {
        return lines("rclone-keys.txt").toList();
    }

    @BeforeAll
    static void openRemotes() throws IOException {
        remotes = lines("rclone-names.txt")
                .filter(line -> line.startsWith("!"))
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(parts -> parts[1], RcloneNameVectorsTest::open));
    }

    private static PathScheme open(String[] parts) {
        CryptOptions options = CryptOptions.defaults()
                .withFileNames(FileNames.valueOf(parts[2].toUpperCase(Locale.ROOT)))
                .withDirectoryNames(parts[3].equals("true") ? DirectoryNames.ENCRYPTED : DirectoryNames.CLEAR)
                .withEncoding(Encoding.valueOf(parts[4].toUpperCase(Locale.ROOT)));
        return NameCipher.schemeOf(CryptKeys.deriveAllowingEmpty(bytes(parts[5]), bytes(parts[6])), options);
    }

    @ParameterizedTest
    @MethodSource("names")
    void encodesAsRclone(String vector) {
        String[] parts = vector.split(" ", -1);
        PathScheme remote = Objects.requireNonNull(remotes.get(parts[0]));
        String plain = text(parts[1]);
        if (parts.length > 3 || isNoPath(plain) || hasRawControl(remote, plain)) {
            return;
        }

        assertThat(remote.stored(key(remote, plain))).isEqualTo(key(remote, text(parts[2])));
    }

    @ParameterizedTest
    @MethodSource("names")
    void decodesAsRclone(String vector) throws Exception {
        String[] parts = vector.split(" ", -1);
        PathScheme remote = Objects.requireNonNull(remotes.get(parts[0]));
        String plain = text(parts.length > 3 && !parts[3].equals("error") ? parts[3] : parts[1]);
        if (isNoPath(plain) || hasRawControl(remote, plain)) {
            return;
        }
        String stored = key(remote, text(parts[2]));
        if (parts.length > 3 && parts[3].equals("error")) {
            assertThatThrownBy(() -> remote.plain(stored)).isInstanceOf(Exception.class);
            return;
        }

        assertThat(remote.plain(stored)).isEqualTo(key(remote, plain));
    }

    @ParameterizedTest
    @MethodSource("names")
    void encryptsAndDecryptsTheBytesOfEverySegment(String vector) throws Exception {
        String[] parts = vector.split(" ", -1);
        if (!(remotes.get(parts[0]) instanceof SegmentScheme remote)) {
            return;
        }
        String[] plain = text(parts[1]).split("/", -1);
        String[] stored = text(parts[2]).split("/", -1);
        String[] decoded = parts.length > 3 ? text(parts[3]).split("/", -1) : plain;
        assertThat(stored).hasSameSizeAs(plain);

        for (int i = 0; i < plain.length; i++) {
            byte[] name = plain[i].getBytes(UTF_8);
            byte[] encrypted = stored[i].getBytes(UTF_8);
            boolean last = i == plain.length - 1;
            assertThat(last ? remote.names().encryptLast(name) : remote.names().encryptDirectory(name))
                    .isEqualTo(encrypted);
            assertThat(
                            last
                                    ? remote.names().decryptLast(encrypted)
                                    : remote.names().decryptDirectory(encrypted))
                    .isEqualTo(decoded[i].getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void derivesTheKeys(String vector) {
        String[] parts = vector.split(" ", -1);

        CryptKeys keys = CryptKeys.deriveAllowingEmpty(bytes(parts[0]), bytes(parts[1]));

        assertThat(HEX.formatHex(keys.dataKey())).isEqualTo(parts[2]);
        assertThat(HEX.formatHex(keys.nameKey())).isEqualTo(parts[3]);
        assertThat(HEX.formatHex(keys.nameTweak())).isEqualTo(parts[4]);
    }

    /** A key with an empty segment is none that we write; the segments are tested as bytes. */
    private static boolean isNoPath(String plain) {
        return plain.isEmpty() || plain.startsWith("/") || plain.contains("//") || plain.endsWith("/");
    }

    /** On the command line rclone takes control characters as they are; names of files never have them in its encoding. */
    private static boolean hasRawControl(PathScheme remote, String plain) {
        return remote instanceof SegmentScheme && plain.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static String key(PathScheme remote, String standard) {
        if (!(remote instanceof SegmentScheme)) {
            return standard;
        }
        Function<String, String> segment =
                name -> RcloneNames.keySegment(RcloneNames.rawOfStandardName(name.getBytes(UTF_8)));
        return Stream.of(standard.split("/", -1)).map(segment).collect(Collectors.joining("/"));
    }

    private static byte[] bytes(String hex) {
        return hex.equals("-") ? new byte[0] : HEX.parseHex(hex);
    }

    private static String text(String hex) {
        return new String(bytes(hex), UTF_8);
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RcloneNameVectorsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }
}
