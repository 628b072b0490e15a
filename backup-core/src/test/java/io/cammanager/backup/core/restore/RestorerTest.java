package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.scan.KeyNames;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestorerTest {
    private final RestoreFixture fixture = new RestoreFixture();

    @TempDir
    Path directory;

    private Path target;

    @BeforeEach
    void setUp() {
        target = directory.resolve("new/target");
    }

    @Test
    void bringsEveryByteAndTimeBack() throws IOException {
        for (int i = 0; i < 40; i++) {
            fixture.put("cam" + i % 3 + "/2026/" + i + ".mp4", bytes(i, i * 20_000));
        }

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(40).isEqualTo(counts.selected());
        assertThat(counts.bytesRestored()).isEqualTo(780 * 20_000);
        assertThat(counts.unproven()).isZero();
        assertThat(counts.exitCode()).isEqualTo(ExitCode.OK);
        for (int i = 0; i < 40; i++) {
            Path file = target.resolve("cam" + i % 3 + "/2026/" + i + ".mp4");
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes(i, i * 20_000));
            assertThat(Files.getLastModifiedTime(file))
                    .isEqualTo(FileTime.from(RestoreFixture.MTIME_NANOS, TimeUnit.NANOSECONDS));
        }
        assertThat(names(target)).containsExactlyInAnyOrder("cam0", "cam1", "cam2");
    }

    @Test
    void tellsWhatItDoesOnTheWay() {
        fixture.put("cam/a.mp4", bytes(1, 600_000));

        fixture.restore(target);

        assertThat(fixture.events.get(0)).isEqualTo(new BackupEvent.RestoreReady(1, 1, 600_000));
        assertThat(fixture.events.get(1)).isEqualTo(new BackupEvent.TransferStarted("cam/a.mp4", 600_000, 1));
        assertThat(fixture.events.stream()
                        .filter(BackupEvent.TransferProgress.class::isInstance)
                        .mapToLong(event -> ((BackupEvent.TransferProgress) event).bytes())
                        .sum())
                .isEqualTo(600_000);
        assertThat(fixture.events)
                .last()
                .isEqualTo(new BackupEvent.Restored("cam/a.mp4", 600_000, RestoreResult.RESTORED, null));
    }

    @ParameterizedTest
    @EnumSource(Existing.class)
    void findsNothingToDoTheSecondTime(Existing existing) {
        fixture.put("cam/a.mp4", bytes(1, 1000));
        fixture.putForeign("cam/b.mp4", bytes(2, 1000));
        fixture.put("cam/empty.mp4", new byte[0]);
        fixture.existing = existing;
        fixture.restore(target);
        fixture.gets.set(0);

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.UNCHANGED)).isEqualTo(3).isEqualTo(counts.selected());
        assertThat(fixture.gets).hasValue(0);
    }

    @Test
    void keepsADifferentFile() throws IOException {
        fixture.put("cam/size.mp4", bytes(1, 1000));
        fixture.put("cam/bytes.mp4", bytes(1, 1000));
        write("cam/size.mp4", bytes(2, 999));
        write("cam/bytes.mp4", bytes(2, 1000));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.CONFLICT)).isEqualTo(2);
        assertThat(counts.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(Files.readAllBytes(target.resolve("cam/size.mp4"))).isEqualTo(bytes(2, 999));
        assertThat(Files.readAllBytes(target.resolve("cam/bytes.mp4"))).isEqualTo(bytes(2, 1000));
        assertThat(fixture.gets).hasValue(0);
    }

    @Test
    void replacesADifferentFileWhenAsked() throws IOException {
        fixture.put("cam/size.mp4", bytes(1, 1000));
        fixture.put("cam/bytes.mp4", bytes(1, 1000));
        write("cam/size.mp4", bytes(2, 999));
        write("cam/bytes.mp4", bytes(2, 1000));
        fixture.existing = Existing.OVERWRITE;

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(2);
        assertThat(Files.readAllBytes(target.resolve("cam/size.mp4"))).isEqualTo(bytes(1, 1000));
        assertThat(Files.readAllBytes(target.resolve("cam/bytes.mp4"))).isEqualTo(bytes(1, 1000));
    }

    @ParameterizedTest
    @EnumSource(Existing.class)
    void neverReplacesWhatIsNoFile(Existing existing) throws IOException {
        fixture.put("cam/directory", bytes(1, 10));
        fixture.put("cam/link", bytes(1, 10));
        fixture.put("file/a.mp4", bytes(1, 10));
        Files.createDirectories(target.resolve("cam/directory"));
        Path outside = Files.write(directory.resolve("outside"), bytes(2, 10));
        Files.createSymbolicLink(target.resolve("cam/link"), outside);
        write("file", bytes(3, 5));
        fixture.existing = existing;

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.CONFLICT)).isEqualTo(3);
        assertThat(Files.readAllBytes(outside)).isEqualTo(bytes(2, 10));
        assertThat(Files.isSymbolicLink(target.resolve("cam/link"))).isTrue();
        assertThat(Files.readAllBytes(target.resolve("file"))).isEqualTo(bytes(3, 5));
    }

    @Test
    void restoresOnlyWhatIsSelected() throws IOException {
        for (String camera : List.of("front", "front2", "back")) {
            fixture.put(camera + "/2026-02-03_04-05-06.mp4", bytes(1, 10));
            fixture.put(camera + "/2026-02-04_04-05-06.mp4", bytes(1, 10));
        }
        fixture.selection = new Selection(Set.of("front", "none"), LocalDateTime.parse("2026-02-04T00:00:00"), null);

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.selected()).isEqualTo(1);
        assertThat(files(target)).containsExactly("front/2026-02-04_04-05-06.mp4");
    }

    @Test
    void staysBelowThePrefixAndLeavesItsOwnObjectsAlone() throws IOException {
        fixture.prefix = "site/";
        fixture.put("site/cam/a.mp4", bytes(1, 10));
        fixture.put("site/.cammanager/lease/1", bytes(1, 10));
        fixture.put("site/.cammanager-not/x", bytes(1, 10));
        fixture.put("site/cam/", new byte[0]);
        fixture.put("site/", new byte[0]);
        fixture.put("other/cam/b.mp4", bytes(1, 10));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.selected()).isEqualTo(2);
        assertThat(files(target)).containsExactlyInAnyOrder("cam/a.mp4", ".cammanager-not/x");
    }

    @Test
    void restoresWhatItCannotProveAndSaysSo() throws IOException {
        fixture.putForeign("cam/a.mp4", bytes(1, 1000));
        fixture.withoutHashes = true;

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1).isEqualTo(counts.unproven());
        assertThat(fixture.endOf("cam/a.mp4").detail()).isEqualTo("restored, but there was no hash to compare with");
        assertThat(files(target)).containsExactly("cam/a.mp4");
    }

    @Test
    void bringsOddNamesBack() throws IOException {
        List<String> keys = List.of(
                " sp ace ",
                "é",
                "e\u0301",
                "📹",
                "a+b%41#?&=",
                "x".repeat(255),
                "line\nbreak",
                "‛FF",
                "‛FE",
                "a‛",
                "．",
                "back\\slash",
                "-rf",
                "...");
        for (String key : keys) {
            fixture.put("cam " + key.length() + "/" + key, bytes(key.length(), 100));
        }

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(keys.size());
        for (String key : keys) {
            Path file = KeyNames.toPath(target, new ObjectKey("cam " + key.length() + "/" + key));
            assertThat(Files.readAllBytes(file)).as(key).isEqualTo(bytes(key.length(), 100));
        }
    }

    @Test
    void takesTheTimeOfTheObjectWhereThereIsNoOther() throws IOException {
        fixture.put("cam/a.mp4", bytes(1, 10), ImmutableMap.of("mtime", "nonsense"));

        fixture.restore(target);

        assertThat(Files.getLastModifiedTime(target.resolve("cam/a.mp4")).toMillis())
                .isCloseTo(System.currentTimeMillis(), within(60_000L));
    }

    @Test
    void restoresToAFileSystemInMemory() throws IOException {
        fixture.put("cam/a.mp4", bytes(1, 300_000));
        fixture.put("cam/b.mp4", bytes(2, 10));
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path root = memory.getPath("/restored");

            assertThat(fixture.restore(root).of(RestoreResult.RESTORED)).isEqualTo(2);
            assertThat(fixture.restore(root).of(RestoreResult.UNCHANGED)).isEqualTo(2);
            assertThat(Files.readAllBytes(root.resolve("cam/a.mp4"))).isEqualTo(bytes(1, 300_000));
            assertThat(names(root)).containsExactly("cam");
        }
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = target.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.map(path -> path.getFileName().toString()).toList();
        }
    }

    static List<String> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .toList();
        }
    }
}
