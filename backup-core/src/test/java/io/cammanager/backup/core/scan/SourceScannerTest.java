package io.cammanager.backup.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.scan.SourceScanner.FirstLevel;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceScannerTest {
    private static final FilterRules EVERYTHING = new FilterRules(List.of());
    private static final List<String> NAMES = List.of(
            "a",
            "a!",
            "a0",
            "a-",
            "a.mp4",
            "b",
            "\uff0e",
            "\ud83d\ude00",
            "\ue000",
            "\u00e9",
            "e\u0301",
            "A",
            " ",
            "~");

    @TempDir
    private Path source;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void walksInTheOrderOfTheKeys(long seed) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path root = Files.createDirectory(memory.getPath("/source"));
            TreeSet<ObjectKey> made = new TreeSet<>();
            grow(new Random(seed), root, root, 0, made);

            assertThat(walk(root, EVERYTHING, 50_000)).as("seed %d", seed).containsExactlyElementsOf(made);
            assertThat(walk(root, EVERYTHING, 3)).as("seed %d, on disk", seed).containsExactlyElementsOf(made);
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void seesWhatAFileIs() throws IOException {
        write("north/a.mp4", "12345");

        ScanEntry.Recording file = (ScanEntry.Recording) all(EVERYTHING).get(0);

        assertThat(file.stamp())
                .isEqualTo(FileStat.of(source.resolve("north/a.mp4")).stamp());
        assertThat(file.stamp().size()).isEqualTo(5);
    }

    @Test
    void followsNoLinkAndOpensNoPipe() throws Exception {
        write("north/a.mp4", "x");
        Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret.mp4"), "x");
        Files.createSymbolicLink(source.resolve("north/file-link"), elsewhere.resolve("secret.mp4"));
        Files.createSymbolicLink(source.resolve("north/link"), elsewhere);
        Files.createSymbolicLink(source.resolve("north/loop"), source);
        Files.createSymbolicLink(source.resolve("camera-link"), elsewhere);
        Files.createSymbolicLink(source.resolve("north/broken"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", source.resolve("north/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        List<ScanEntry> entries = all(EVERYTHING);

        assertThat(entries).filteredOn(ScanEntry.Recording.class::isInstance).hasSize(1);
        assertThat(entries)
                .filteredOn(ScanEntry.LeftOut.class::isInstance)
                .containsExactlyInAnyOrder(
                        leftOut("camera-link", Reason.NOT_REGULAR),
                        leftOut("north/broken", Reason.NOT_REGULAR),
                        leftOut("north/file-link", Reason.NOT_REGULAR),
                        leftOut("north/link", Reason.NOT_REGULAR),
                        leftOut("north/loop", Reason.NOT_REGULAR),
                        leftOut("north/pipe", Reason.NOT_REGULAR));
        assertThat(entries).hasSize(7);
    }

    @Test
    void looksIntoNoDirectoryThatAFilterLeavesOut() throws IOException {
        write("north/a.mp4", "x");
        write("north/a.tmp", "xyz");
        write("north/old/b.mp4", "x");
        write("south/c.mp4", "x");
        FilterRules rules = new FilterRules(List.of("- south/**", "- old/**", "- *.tmp"));

        assertThat(all(rules))
                .containsExactly(
                        leftOut("south/", Reason.FILTERED),
                        recording("north/a.mp4"),
                        new ScanEntry.LeftOut(new ObjectKey("north/a.tmp"), 3, Reason.FILTERED),
                        leftOut("north/old/", Reason.FILTERED));
    }

    @Test
    void reportsADirectoryThatCannotBeRead() throws IOException {
        write("north/locked/a.mp4", "x");
        write("north/z.mp4", "x");
        Path locked = source.resolve("north/locked");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        try {
            boolean ignored = Files.isReadable(locked);
            if (ignored) {
                System.out.println("skipped: this user reads a directory whatever its mode says, as root does");
            }
            assumeFalse(ignored, "this user reads a directory whatever its mode says, as root does");

            assertThat(all(EVERYTHING))
                    .satisfiesExactly(
                            unusable -> {
                                assertThat(unusable).isInstanceOf(ScanEntry.Unusable.class);
                                assertThat(unusable.path().value()).isEqualTo("north/locked/");
                            },
                            file -> assertThat(file).isEqualTo(recording("north/z.mp4")));
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void reportsADirectoryThatAFileHasReplaced() throws IOException {
        write("north/a.mp4", "x");
        write("north/sub/b.mp4", "x");
        SourceScanner scanner = scanner(source, EVERYTHING, 50_000);
        try (TreeWalker walker = scanner.camera("north")) {
            assertThat(walker.next()).isEqualTo(recording("north/a.mp4"));
            Files.delete(source.resolve("north/sub/b.mp4"));
            Files.delete(source.resolve("north/sub"));
            write("north/sub", "a file now");

            assertThat(walker.next()).isInstanceOf(ScanEntry.Unusable.class);
            assertThat(walker.next()).isNull();
        }
    }

    @Test
    void passesOverADirectoryThatIsGoneMeanwhile() throws IOException {
        write("north/a.mp4", "x");
        write("north/sub/b.mp4", "x");
        write("north/z.mp4", "x");
        SourceScanner scanner = scanner(source, EVERYTHING, 50_000);
        try (TreeWalker walker = scanner.camera("north")) {
            assertThat(walker.next()).isEqualTo(recording("north/a.mp4"));
            Files.delete(source.resolve("north/sub/b.mp4"));
            Files.delete(source.resolve("north/sub"));

            assertThat(walker.next()).isEqualTo(recording("north/z.mp4"));
            assertThat(walker.next()).isNull();
        }
        try (TreeWalker walker = scanner.camera("gone")) {
            assertThat(walker.next()).isNull();
        }
    }

    @Test
    void leavesNoTemporaryFileWhenItIsClosedMidway() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("north/" + i, "x");
        }
        TreeWalker walker = scanner(source, EVERYTHING, 3).camera("north");
        assertThat(walker.next()).isNotNull();
        assertThat(scratch).isNotEmptyDirectory();

        walker.close();

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void stopsTheRunWhenTheSourceItselfCannotBeRead() {
        BackupException stop = catchThrowableOfType(
                BackupException.class,
                () -> scanner(source.resolve("missing"), EVERYTHING, 10).firstLevel());

        assertThat(stop.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
    }

    @Test
    void anEmptySourceIsEmpty() {
        assertThat(scanner(source, EVERYTHING, 10).firstLevel().isEmpty()).isTrue();
    }

    private static void grow(Random random, Path root, Path directory, int depth, Set<ObjectKey> made)
            throws IOException {
        for (String name : NAMES) {
            Path entry = directory.resolve(name);
            if (random.nextInt(3) == 0) {
                continue;
            }
            if (depth < 3 && random.nextInt(3) == 0) {
                Files.createDirectory(entry);
                grow(random, root, entry, depth + 1, made);
            } else {
                Files.createFile(entry);
                made.add(KeyNames.toKey(root, entry));
            }
        }
    }

    /** Walks as the plan does: unit by unit, in order within each. */
    private List<ObjectKey> walk(Path root, FilterRules rules, int memoryLimit) {
        SourceScanner scanner = scanner(root, rules, memoryLimit);
        FirstLevel first = scanner.firstLevel();
        assertThat(first.entries()).extracting(ScanEntry::path).isSorted();
        List<ObjectKey> all =
                new ArrayList<>(first.entries().stream().map(ScanEntry::path).toList());
        for (String camera : first.cameras()) {
            List<ObjectKey> unit =
                    entries(scanner, camera).stream().map(ScanEntry::path).toList();
            assertThat(unit).isSorted();
            all.addAll(unit);
        }
        all.sort(null);
        return all;
    }

    private List<ScanEntry> all(FilterRules rules) {
        SourceScanner scanner = scanner(source, rules, 50_000);
        FirstLevel first = scanner.firstLevel();
        List<ScanEntry> all = new ArrayList<>(first.entries());
        first.cameras().forEach(camera -> all.addAll(entries(scanner, camera)));
        return all;
    }

    private static List<ScanEntry> entries(SourceScanner scanner, String camera) {
        List<ScanEntry> entries = new ArrayList<>();
        try (TreeWalker walker = scanner.camera(camera)) {
            for (@Nullable ScanEntry entry = walker.next(); entry != null; entry = walker.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private SourceScanner scanner(Path root, FilterRules rules, int memoryLimit) {
        return new SourceScanner(root, NameFilter.of(rules), Shard.ALL, new DirectoryReader(memoryLimit, scratch));
    }

    private ScanEntry recording(String path) throws IOException {
        return new ScanEntry.Recording(
                new ObjectKey(path), FileStat.of(source.resolve(path)).stamp());
    }

    private static ScanEntry leftOut(String path, Reason reason) {
        return new ScanEntry.LeftOut(new ObjectKey(path), 0, reason);
    }

    private void write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, UTF_8);
    }
}
