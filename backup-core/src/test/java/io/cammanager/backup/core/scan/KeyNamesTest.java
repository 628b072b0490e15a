package io.cammanager.backup.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.ObjectKey;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNamesTest {
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    Path directory;

    static List<String> unicodeNames() {
        return List.of(
                "2026-02-03_04-05-06.mp4",
                " sp ace ",
                "é",
                "e\u0301",
                "📹👨\u200d👩\u200d👧",
                "a+b%41#?&=;,'\"`$*[]{}|<>:",
                "x".repeat(255),
                "é".repeat(127),
                "line\nbreak",
                "tab\tesc\u001b\u007f",
                "back\\slash",
                "-rf",
                "...",
                "\ufffd",
                "．",
                "‛FF",
                "C:");
    }

    static List<String> rawNames() {
        List<String> names = new ArrayList<>(List.of("ff", "fe", "61ff", "61fe", "eda080", "c0af", "e280", "ff25ff"));
        unicodeNames().forEach(name -> names.add(HEX.formatHex(name.getBytes(UTF_8))));
        return names;
    }

    @ParameterizedTest
    @MethodSource("rawNames")
    void findsAFileOnDiskUnderItsBytes(String hex) throws IOException {
        byte[] name = HEX.parseHex(hex);

        Path file = Files.createFile(RawNames.resolve(directory, name));

        try (Stream<Path> listed = Files.list(directory)) {
            assertThat(listed).allSatisfy(found -> {
                assertThat(found).isEqualTo(file);
                assertThat(RawNames.of(found)).isEqualTo(name);
                assertThat(KeyNames.toPath(directory, KeyNames.toKey(directory, found)))
                        .isEqualTo(file);
            });
        }
    }

    @Test
    void keepsNamesApartThatAreTheSameText() throws IOException {
        for (String hex : rawNames()) {
            Files.createDirectory(RawNames.resolve(directory, HEX.parseHex(hex)));
        }

        try (Stream<Path> listed = Files.list(directory)) {
            assertThat(listed.map(path -> HEX.formatHex(RawNames.of(path))))
                    .containsExactlyInAnyOrderElementsOf(rawNames());
        }
    }

    @Test
    void keysThePathBelowTheRootOfDirectoriesThatAreNotUtf8() throws IOException {
        Path camera = Files.createDirectory(RawNames.resolve(directory, HEX.parseHex("63ff")));
        Path file = Files.createFile(RawNames.resolve(camera, HEX.parseHex("fe")));

        ObjectKey key = KeyNames.toKey(directory, file);

        assertThat(key.value()).isEqualTo("c‛FF/‛FE");
        assertThat(KeyNames.toPath(directory, key)).isEqualTo(file).exists();
        assertThat(KeyNames.toKey(Path.of("a"), RawNames.resolve(Path.of("a"), HEX.parseHex("ff")))
                        .value())
                .isEqualTo("‛FF");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyNameComesBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] name = new byte[1 + random.nextInt(20)];
            for (int j = 0; j < name.length; j++) {
                do {
                    name[j] = (byte) random.nextInt(256);
                } while (name[j] == 0 || name[j] == '/' || name[j] == '.');
            }
            Path path = RawNames.resolve(directory, name);

            assertThat(RawNames.of(path))
                    .as("seed %s, %s", seed, HEX.formatHex(name))
                    .isEqualTo(name);
            assertThat(KeyNames.toPath(directory, new ObjectKey(KeyNames.segment(path))))
                    .as("seed %s, %s", seed, HEX.formatHex(name))
                    .isEqualTo(path);
        }
    }

    @Test
    void worksOnAnotherFileSystemForNamesInUnicode() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path root = Files.createDirectory(memory.getPath("/root"));
            for (String name : unicodeNames()) {
                Path file = Files.createFile(RawNames.resolve(root, name.getBytes(UTF_8)));
                assertThat(KeyNames.toPath(root, KeyNames.toKey(root, file))).isEqualTo(file);
            }

            assertThatThrownBy(() -> RawNames.resolve(root, HEX.parseHex("ff")))
                    .isInstanceOf(InvalidPathException.class);
            assertThatThrownBy(() -> KeyNames.toPath(root, new ObjectKey("a‛FF")))
                    .isInstanceOf(UnsafeKeyException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/..",
                "a/../b",
                "./a",
                "a/.",
                "a\u0000b",
                "a/\u0000",
                "‛2E‛2E/a",
                "‛2F",
                "a‛2Fb",
                "a‛00",
                "‛2e‛2e/etc/passwd",
                "\ud83d",
                "a/\udcf9"
            })
    void refusesKeysThatLeadElsewhere(String key) {
        assertThatThrownBy(() -> KeyNames.toPath(directory, new ObjectKey(key)))
                .isInstanceOf(UnsafeKeyException.class)
                .message()
                .matches("[ -~‛]+");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatThrownBy(() -> KeyNames.toPath(directory, new ObjectKey("a/" + "x".repeat(256))))
                .isInstanceOf(UnsafeKeyException.class)
                .hasMessageContaining("256 bytes");
    }

    @Test
    void showsHostileKeysHarmlessly() {
        assertThatThrownBy(() -> KeyNames.toPath(directory, new ObjectKey("\u001b[2J\n\u202e/..")))
                .hasMessage("cannot use the key \\u001b[2J\\n\\u202e/.. as a file name:"
                        + " a name that stands for a directory on the way");
    }
}
