package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.store.ObjectContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore in a target where another one was killed while it fetched a large recording. */
class ResumedRestoreTest {
    private static final int SIZE = 600_001;
    private static final int RANGES = 7;

    private final RestoreFixture fixture = new RestoreFixture();

    @TempDir
    private Path directory;

    private Path target;
    private Path left;

    private final AtomicBoolean isCopied = new AtomicBoolean();

    @BeforeEach
    void prepare() throws IOException {
        target = Files.createDirectory(directory.resolve("target"));
        left = target.resolve(".cammanager-restore-killed");
        fixture.ranges = new Ranges(SIZE, 100_000);
        fixture.put("a.mp4", bytes(1, SIZE));
    }

    /** Leaves in the target what a restore leaves that is killed when it asks for the last range; returns what it had. */
    private BitSet kill() throws IOException {
        fixture.onGet = this::copyStaging;
        fixture.restore(target);
        fixture.onGet = content -> content;
        fixture.gets.set(0);
        Files.delete(target.resolve("a.mp4"));
        BitSet finished = FinishedRanges.read(only("*.ranges"));
        assertThat(finished.cardinality()).isBetween(3, RANGES - 1);
        return finished;
    }

    private ObjectContent copyStaging(ObjectContent content) {
        // Two threads may see the last request at once.
        if (fixture.gets.get() == RANGES && isCopied.compareAndSet(false, true)) {
            try {
                Files.createDirectory(
                        left, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                // What is noted first is certainly in the bytes that are copied last.
                for (String files : new String[] {"lock", "*.ranges", "*.part"}) {
                    copy(files);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return content;
    }

    private void copy(String files) throws IOException {
        try (DirectoryStream<Path> stagings = Files.newDirectoryStream(target, ".cammanager-restore-[0-9]*")) {
            for (Path staging : stagings) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(staging, files)) {
                    for (Path file : found) {
                        Files.copy(file, left.resolve(file.getFileName()));
                    }
                }
            }
        }
    }

    private Path only(String files) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(left, files)) {
            return found.iterator().next();
        }
    }

    private void restoresWith(int gets) throws IOException {
        assertThat(fixture.restore(target).of(RestoreResult.RESTORED)).isEqualTo(1);

        assertThat(fixture.gets).hasValue(gets);
        assertThat(RestorerTest.names(target)).containsExactly("a.mp4");
    }

    @Test
    void fetchesOnlyTheRangesThatAreMissing() throws IOException {
        BitSet finished = kill();

        restoresWith(RANGES - finished.cardinality());

        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, SIZE));
        assertThat(fixture.events).noneMatch(BackupEvent.Warning.class::isInstance);
        assertThat(progress()).isEqualTo(SIZE);
    }

    private long progress() {
        return fixture.events.stream()
                .filter(BackupEvent.TransferProgress.class::isInstance)
                .mapToLong(event -> ((BackupEvent.TransferProgress) event).bytes())
                .sum();
    }

    @Test
    void fetchesOneRangeWhereNoneIsMissing() throws IOException {
        kill();
        Files.write(only("*.ranges"), new byte[] {1, 1, 1, 1, 1, 1, 1});
        Files.write(only("*.part"), bytes(1, SIZE));

        restoresWith(1);

        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, SIZE));
    }

    @Test
    void fetchesEverythingAgainWhereThePartThatWasThereIsWrong() throws IOException {
        BitSet finished = kill();
        byte[] part = Files.readAllBytes(only("*.part"));
        part[finished.nextSetBit(0) * 100_000 + 7] ^= 1;
        Files.write(only("*.part"), part);

        restoresWith(RANGES - finished.cardinality() + 1);

        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, SIZE));
    }

    @Test
    void fetchesEverythingAgainWhereNothingTellsWhetherThePartIsRight() throws IOException {
        fixture.putForeign("a.mp4", bytes(1, SIZE));
        fixture.withoutHashes = true;
        BitSet finished = kill();

        restoresWith(RANGES - finished.cardinality() + 1);
    }

    @Test
    void beginsWithAnotherObjectAtTheSameKeyFromTheStart() throws IOException {
        kill();
        fixture.put("a.mp4", bytes(2, SIZE));

        restoresWith(RANGES);

        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(2, SIZE));
    }

    @Test
    void leavesAloneWhatARestoreUnderWayHas() throws IOException {
        try (Staging other = Staging.in(target, event -> {});
                StagedFile file = other.create()) {
            fixture.restore(target);

            assertThat(file.path()).exists();
        }
        assertThat(fixture.events).anyMatch(BackupEvent.Warning.class::isInstance);
        assertThat(RestorerTest.names(target)).containsExactly("a.mp4");
    }

    @Test
    void leavesAloneWhatIsNotItsOwn() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("lock"));
        Files.createFile(elsewhere.resolve("1.part"));
        Files.createSymbolicLink(target.resolve(".cammanager-restore-link"), elsewhere);
        Path open = Files.createDirectory(target.resolve(".cammanager-restore-open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createFile(open.resolve("lock"));
        Files.createFile(open.resolve("1.part"));

        fixture.restore(target);

        assertThat(elsewhere.resolve("1.part")).exists();
        assertThat(open.resolve("1.part")).exists();
        assertThat(fixture.events)
                .filteredOn(BackupEvent.Warning.class::isInstance)
                .hasSize(2);
    }
}
