package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.RestoreResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorerHostileKeysTest {
    private final RestoreFixture fixture = new RestoreFixture();

    @TempDir
    Path directory;

    private Path target;

    @BeforeEach
    void setUp() throws IOException {
        target = Files.createDirectory(directory.resolve("target"));
        fixture.put("cam/good.mp4", bytes(1, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "//etc/passwd",
                "../evil",
                "../../../../../../tmp/evil",
                "..",
                ".",
                "./evil",
                "cam/..",
                "cam/../evil",
                "cam/../../evil",
                "cam/.",
                "cam/./evil",
                "cam//evil",
                "cam///evil",
                "cam/evil/",
                "evil/",
                "/",
                "a\u0000b",
                "\u0000",
                "cam/evil\u0000.mp4",
                "‛2E‛2E/evil",
                "‛2E‛2E‛2Fevil",
                "..‛2Fevil",
                "‛2Fetc/passwd",
                "‛00",
                "‛2e‛2e/evil",
                "‛41",
                "‛E2‛80‛9B",
                "cam/‛C3‛BC",
                "\u001b[2J/../\n\u202eevil",
            })
    void refusesAndGoesOn(String key) throws IOException {
        fixture.put(key, bytes(2, 10));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.REFUSED)).isEqualTo(1);
        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(fixture.endOf(key).detail()).matches("[ -~‛]+");
        assertThat(RestorerTest.files(directory)).containsExactly("target/cam/good.mp4");
    }

    @Test
    void refusesNamesThatNoFileSystemHolds() {
        fixture.put("cam/" + "é".repeat(128), bytes(2, 10));

        assertThat(fixture.restore(target).of(RestoreResult.REFUSED)).isEqualTo(1);
    }

    @Test
    void followsNoLinkOnTheWay() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(target.resolve("planted"), outside);
        Files.createDirectories(target.resolve("cam"));
        Files.createSymbolicLink(target.resolve("cam/deep"), outside);
        Files.createSymbolicLink(target.resolve("cam/dangling"), directory.resolve("nowhere"));
        fixture.put("planted/evil.mp4", bytes(2, 10));
        fixture.put("planted/new/evil.mp4", bytes(2, 10));
        fixture.put("cam/deep/evil.mp4", bytes(2, 10));
        fixture.put("cam/dangling/evil.mp4", bytes(2, 10));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.REFUSED)).isEqualTo(4);
        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(fixture.endOf("cam/deep/evil.mp4").detail())
                .isEqualTo("cam/deep is a link and might lead elsewhere");
        assertThat(RestorerTest.names(outside)).isEmpty();
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void takesATargetThatIsItselfALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        assertThat(fixture.restore(link).of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(RestorerTest.files(target)).containsExactly("cam/good.mp4");
    }

    @Test
    void letsNobodyElseReadWhatIsNotInPlaceYet() throws IOException {
        Set<Set<PosixFilePermission>> seen = ConcurrentHashMap.newKeySet();
        fixture.onGet = content -> {
            try (var staging = Files.newDirectoryStream(target, ".cammanager-restore-*")) {
                for (Path path : staging) {
                    seen.add(Files.getPosixFilePermissions(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return content;
        };

        fixture.restore(target);

        assertThat(seen)
                .containsExactly(Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
    }
}
