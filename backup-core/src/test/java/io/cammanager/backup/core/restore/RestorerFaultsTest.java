package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreOptions.Room;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestorerFaultsTest {
    private final RestoreFixture fixture = new RestoreFixture();

    @TempDir
    Path target;

    @Test
    void neverPlacesDamagedBytes() throws IOException {
        fixture.put("cam/a.mp4", bytes(1, 1000));
        fixture.put("cam/b.mp4", bytes(2, 1000));
        fixture.onGet = onlyFor("cam/a.mp4", content -> withBody(content, flip(read(content))));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.DAMAGED)).isEqualTo(1);
        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(counts.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(fixture.endOf("cam/a.mp4").detail()).startsWith("its SHA-256 is ");
        assertThat(fixture.gets).hasValue(3);
        assertThat(RestorerTest.files(target)).containsExactly("cam/b.mp4");
    }

    @Test
    void leavesTheFileThatDamagedBytesWouldReplace() throws IOException {
        fixture.put("a.mp4", bytes(1, 1000));
        Files.write(target.resolve("a.mp4"), bytes(2, 999));
        fixture.existing = Existing.OVERWRITE;
        fixture.onGet = content -> withBody(content, flip(read(content)));

        fixture.restore(target);

        assertThat(fixture.resultOf("a.mp4")).isEqualTo(RestoreResult.DAMAGED);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(2, 999));
    }

    @Test
    void comparesWithTheMd5WhereThereIsNothingBetter() {
        byte[] bytes = bytes(1, 1000);
        fixture.putForeign("etag.mp4", bytes);
        @SuppressWarnings("deprecation") // what rclone notes
        RecordingMetadata rclone = new RecordingMetadata(1L, Hashing.md5().hashBytes(bytes), null, null);
        fixture.put("md5chksum.mp4", bytes, rclone.toMap());
        fixture.onGet = content -> withBody(content, flip(read(content)));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.DAMAGED)).isEqualTo(2);
        assertThat(fixture.endOf("md5chksum.mp4").detail()).startsWith("its MD5 is ");
    }

    @Test
    void forgivesDamageOnTheWayOnce() throws IOException {
        fixture.put("a.mp4", bytes(1, 1000));
        fixture.onGet = firstTimes(1, content -> withBody(content, flip(read(content))));

        assertThat(fixture.restore(target).of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, 1000));
        assertThat(fixture.events).anyMatch(BackupEvent.Retrying.class::isInstance);
    }

    @Test
    void doesNotTrustASizeThatTheListingDoesNotTell() {
        fixture.put("a.mp4", bytes(1, 1000));
        fixture.onGet = content -> {
            byte[] shorter = bytes(3, 500);
            return new ObjectContent(
                    new ObjectInfo(
                            content.info().key(),
                            500,
                            "",
                            content.info().lastModified(),
                            new RecordingMetadata(
                                            1L, null, null, Hashing.sha256().hashBytes(shorter))
                                    .toMap()),
                    new ByteArrayInputStream(shorter));
        };

        fixture.restore(target);

        assertThat(fixture.resultOf("a.mp4")).isEqualTo(RestoreResult.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "longer", "broken"})
    void fetchesAgainWhatBrokeOff(String fault) throws IOException {
        fixture.put("a.mp4", bytes(1, 600_000));
        fixture.onGet = firstTimes(2, content -> damage(content, fault));

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(fixture.gets).hasValue(3);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, 600_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "longer", "broken"})
    void givesUpWhatBreaksOffEachTime(String fault) throws IOException {
        fixture.put("a.mp4", bytes(1, 600_000));
        fixture.onGet = content -> damage(content, fault);

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.FAILED)).isEqualTo(1);
        assertThat(counts.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(fixture.gets).hasValue(3);
        assertThat(RestorerTest.names(target)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED, 3", "UNAVAILABLE, 3", "NOT_FOUND, 1", "REJECTED, 1"})
    void failsOneFileWhereThatIsAllThatFails(Kind kind, int gets) throws IOException {
        fixture.put("a.mp4", bytes(1, 10));
        fixture.put("b.mp4", bytes(2, 10));
        fixture.onGet = onlyFor("a.mp4", content -> {
            throw new StoreException(kind, "get", "a.mp4", "no luck");
        });

        RestoreCounts counts = fixture.restore(target);

        assertThat(fixture.endOf("a.mp4").detail()).isEqualTo("no luck");
        assertThat(counts.of(RestoreResult.FAILED)).isEqualTo(1);
        assertThat(counts.of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(fixture.gets).hasValue(gets + 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "BUCKET_MISSING", "UNREACHABLE"})
    void endsWhereNothingElseCanGoBetter(Kind kind) throws IOException {
        for (int i = 0; i < 50; i++) {
            fixture.put(i + ".mp4", bytes(i, 10));
        }
        fixture.onGet = content -> {
            throw new StoreException(kind, "get", "x", "no luck");
        };
        Restorer restorer = fixture.restorer(target);

        assertThatThrownBy(restorer::run).isInstanceOf(BackupException.class);
        assertThat(restorer.counts().of(RestoreResult.FAILED))
                .isPositive()
                .isEqualTo(restorer.counts().selected());
        assertThat(RestorerTest.names(target)).isEmpty();
    }

    @Test
    void endsAtOnceWhenItIsCancelled() throws IOException {
        for (int i = 0; i < 50; i++) {
            fixture.put(i + ".mp4", bytes(i, 10));
        }
        fixture.cancelled = () -> fixture.gets.get() > 3;

        RestoreCounts counts = fixture.restore(target);

        assertThat(counts.of(RestoreResult.FAILED)).isPositive();
        assertThat(fixture.gets.get()).isLessThan(20);
        assertThat(RestorerTest.names(target)).noneMatch(name -> name.startsWith(".cammanager"));
        assertThat(RestorerTest.files(target)).hasSize((int) counts.of(RestoreResult.RESTORED));
    }

    @Test
    void endsWhenTheDiskIsFull() throws IOException {
        fixture.put("a.mp4", bytes(1, 2_000_000));
        fixture.room = Room.NOT_CHECKED;
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(1_000_000).build();
        try (FileSystem memory = Jimfs.newFileSystem(small)) {
            Path root = memory.getPath("/restored");

            assertThatThrownBy(() -> fixture.restore(root))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCAL_STATE))
                    .hasMessageContaining("/restored/.cammanager-restore-");
            assertThat(RestorerTest.names(root)).isEmpty();
        }
    }

    @Test
    void writesNothingWhereThereIsNoRoomForEverything() throws IOException {
        fixture.put("a.mp4", bytes(1, 10));
        fixture.put("b.mp4", bytes(2, 2_000_000));
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(1_000_000).build();
        try (FileSystem memory = Jimfs.newFileSystem(small)) {
            Path root = memory.getPath("/restored");

            assertThatThrownBy(() -> fixture.restore(root))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCAL_STATE))
                    .hasMessageContaining("2007040 bytes")
                    .hasMessageContaining("--no-space-check");
            assertThat(RestorerTest.names(root)).isEmpty();
            assertThat(fixture.gets).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "truncated", "longer", "broken"})
    void fetchesALargeRecordingInRanges(String fault) throws IOException {
        fixture.put("a.mp4", bytes(1, 600_001));
        fixture.ranges = new Ranges(600_000, 100_000);
        fixture.onGet = firstTimes(fault.isEmpty() ? 0 : 2, content -> damage(content, fault));

        assertThat(fixture.restore(target).of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(fixture.gets.get()).isBetween(3, 12);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(1, 600_001));
    }

    @Test
    void noticesDamageInARange() throws IOException {
        fixture.put("a.mp4", bytes(1, 600_000));
        fixture.ranges = new Ranges(600_000, 100_000);
        fixture.onGet = content -> withBody(content, flip(read(content)));

        assertThat(fixture.restore(target).of(RestoreResult.DAMAGED)).isEqualTo(1);
        assertThat(RestorerTest.names(target)).isEmpty();
    }

    @Test
    void beginsAnewWhenAnotherObjectTakesThePlaceOfTheOneThatBrokeOff() throws IOException {
        fixture.put("a.mp4", bytes(1, 600_000));
        fixture.onGet = firstTimes(1, content -> {
            fixture.put("a.mp4", bytes(2, 600_000));
            return damage(content, "broken");
        });

        assertThat(fixture.restore(target).of(RestoreResult.RESTORED)).isEqualTo(1);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(2, 600_000));
    }

    @Test
    void restoresThePathsThatAreGivenAndSaysWhichAreNotThere() throws IOException {
        fixture.prefix = "site/";
        fixture.put("site/cam/a.mp4", bytes(1, 10));
        fixture.put("site/cam/a.mp4-not", bytes(1, 10));
        fixture.put("site/cam2/b.mp4", bytes(2, 10));
        fixture.put("site/cam3/c.mp4", bytes(3, 10));
        fixture.selection = new Selection(
                Set.of(),
                null,
                null,
                Set.of(
                        new ObjectKey("cam/a.mp4"),
                        new ObjectKey("cam2"),
                        new ObjectKey("cam2/b.mp4"),
                        new ObjectKey("x")));

        RestoreCounts counts = fixture.restore(target);

        assertThat(RestorerTest.files(target)).containsExactlyInAnyOrder("cam/a.mp4", "cam2/b.mp4");
        assertThat(counts.selected()).isEqualTo(3);
        assertThat(counts.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(fixture.endOf("x").detail()).isEqualTo("there is no such recording in the bucket");
    }

    @Test
    void saysThatASelectionMeetsNothing() {
        fixture.put("cam/a.mp4", bytes(1, 10));
        fixture.selection = new Selection(Set.of("camm"), null, null);

        Restorer restorer = fixture.restorer(target);
        assertThat(restorer.run().selected()).isZero();

        assertThatThrownBy(restorer::requireSomething)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                .hasMessageContaining("backup-cli ls");
    }

    @Test
    void saysThatATargetIsNoDirectory() throws IOException {
        Path file = Files.createFile(target.resolve("file"));

        assertThatThrownBy(() -> fixture.restore(file))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageEndingWith("it is not a directory");
    }

    @Test
    void keepsAFileThatAppearsMeanwhile() throws IOException {
        fixture.put("a.mp4", bytes(1, 10));
        fixture.onGet = content -> {
            write(target.resolve("a.mp4"), bytes(2, 10));
            return content;
        };

        fixture.restore(target);

        assertThat(fixture.resultOf("a.mp4")).isEqualTo(RestoreResult.CONFLICT);
        assertThat(Files.readAllBytes(target.resolve("a.mp4"))).isEqualTo(bytes(2, 10));
    }

    @Test
    void comparesTheBytesThemselvesWhereNoHashIsKnown() throws IOException {
        fixture.putForeign("same.mp4", bytes(1, 10));
        fixture.putForeign("other.mp4", bytes(1, 10));
        fixture.withoutHashes = true;
        write(target.resolve("same.mp4"), bytes(1, 10));
        write(target.resolve("other.mp4"), bytes(2, 10));

        fixture.restore(target);

        assertThat(fixture.resultOf("same.mp4")).isEqualTo(RestoreResult.UNCHANGED);
        assertThat(fixture.resultOf("other.mp4")).isEqualTo(RestoreResult.CONFLICT);
    }

    @Test
    void warnsOfWhatAKilledRestoreLeft() throws IOException {
        Files.createDirectory(target.resolve(".cammanager-restore-1"));
        fixture.put("a.mp4", bytes(1, 10));

        fixture.restore(target);

        assertThat(fixture.events).anyMatch(BackupEvent.Warning.class::isInstance);
        assertThat(RestorerTest.names(target)).containsExactlyInAnyOrder(".cammanager-restore-1", "a.mp4");
    }

    private UnaryOperator<ObjectContent> onlyFor(String key, UnaryOperator<ObjectContent> fault) {
        return content -> content.info().key().value().equals(key) ? fault.apply(content) : content;
    }

    private UnaryOperator<ObjectContent> firstTimes(int times, UnaryOperator<ObjectContent> fault) {
        return content -> fixture.gets.get() <= times ? fault.apply(content) : content;
    }

    private static ObjectContent damage(ObjectContent content, String fault) {
        byte[] bytes = read(content);
        return switch (fault) {
            case "truncated" -> withBody(content, Arrays.copyOf(bytes, bytes.length - 1));
            case "longer" -> withBody(content, Arrays.copyOf(bytes, bytes.length + 1));
            default -> new ObjectContent(content.info(), new BreakingStream(bytes));
        };
    }

    private static ObjectContent withBody(ObjectContent content, byte[] bytes) {
        return new ObjectContent(content.info(), new ByteArrayInputStream(bytes));
    }

    private static byte[] read(ObjectContent content) {
        try {
            return ByteStreams.toByteArray(content.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] flip(byte[] bytes) {
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that breaks after half the bytes. */
    private static final class BreakingStream extends FilterInputStream {
        private int left;

        BreakingStream(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
            left = bytes.length / 2;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset");
            }
            int count = in.read(buffer, offset, Math.min(length, left));
            left -= count;
            return count;
        }
    }
}
