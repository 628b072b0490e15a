package io.cammanager.backup.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.Recording;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files that change under the hands of a sync, at a moment that its own events tell: nothing of them is stored, and a later
 * sync takes them whole.
 */
class GrowingFileTest {
    private static final int SIZE = 6_000_000;

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;
    private Recording changing;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void fillSource() throws IOException {
        bench = new Bench(server, directory);
        changing = Bench.recordings()
                .cameras(2)
                .sizeBytes(SIZE)
                .build()
                .generate(bench.source())
                .get(0);
    }

    /** When the file changes. */
    private enum Moment {
        /** It was scanned, and not opened yet. */
        BEFORE_IT_IS_READ(2 * SIZE) {
            @Override
            boolean isIt(BackupEvent event, String path) {
                return event instanceof BackupEvent.TransferStarted started
                        && started.path().equals(path);
            }
        },
        /** Its digests are known, and the first of its bytes are on their way. */
        WHILE_IT_IS_SENT(2 * SIZE) {
            @Override
            boolean isIt(BackupEvent event, String path) {
                return event instanceof BackupEvent.TransferProgress progress
                        && progress.path().equals(path);
            }
        },
        WHILE_IT_IS_SENT_IN_PARTS(1_000_000) {
            @Override
            boolean isIt(BackupEvent event, String path) {
                return WHILE_IT_IS_SENT.isIt(event, path);
            }
        };

        private final long uploadCutoffBytes;

        Moment(long uploadCutoffBytes) {
            this.uploadCutoffBytes = uploadCutoffBytes;
        }

        abstract boolean isIt(BackupEvent event, String path);
    }

    /** What happens to the file. */
    @FunctionalInterface
    private interface Change {
        void apply(Path file) throws IOException;
    }

    /** Syncs while the change happens, once, and checks that it did. */
    private SyncReport syncWhile(Moment moment, Change change) throws InterruptedException {
        AtomicReference<@Nullable Change> pending = new AtomicReference<>(change);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        BackupListener changer = event -> {
            events.onEvent(event);
            Change once = moment.isIt(event, changing.name()) ? pending.getAndSet(null) : null;
            if (once != null) {
                try {
                    once.apply(changing.file());
                } catch (IOException e) {
                    failure.set(e);
                }
            }
        };
        SyncReport report = bench.sync(
                SyncOptions.builder()
                        .uploadCutoffBytes(moment.uploadCutoffBytes)
                        .build(),
                changer);
        assertThat(pending).as("the change happened").hasNullValue();
        assertThat(failure).hasNullValue();
        return report;
    }

    private void isDeferredAndTakenWholeLater(SyncReport report) throws Exception {
        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().deferred()).as("%s", events).isEqualTo(1);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(endOfChanging().outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(bench.head(changing.name())).isEmpty();

        bench.clock().advance(Duration.ofMinutes(2));
        SyncReport later = bench.syncs(Bench.PLAIN);

        assertThat(later.summary().uploaded()).as("%s", later).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    private BackupEvent.Finished endOfChanging() {
        return events.finished().stream()
                .filter(finished -> finished.path().equals(changing.name()))
                .reduce((one, other) -> {
                    throw new AssertionError("two ends: " + events);
                })
                .orElseThrow();
    }

    private void append(Path file) throws IOException {
        Files.write(file, "more of it".getBytes(UTF_8), StandardOpenOption.APPEND);
        touch(file);
    }

    /** Gives the file the time at which a recorder would have written it: now, by the clock of the engine. */
    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(bench.clock().instant()));
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAFileThatGrows(Moment moment) throws Exception {
        SyncReport report = syncWhile(moment, this::append);

        assertThat(endOfChanging().reason()).isEqualTo(Reason.CHANGED_WHILE_READ);
        isDeferredAndTakenWholeLater(report);
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAFileThatIsRewrittenUnderItsOldSizeAndTime(Moment moment) throws Exception {
        SyncReport report = syncWhile(moment, file -> {
            FileTime before = Files.getLastModifiedTime(file);
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.seek(SIZE - 4);
                access.write("tail".getBytes(UTF_8));
            }
            Files.setLastModifiedTime(file, before);
        });

        isDeferredAndTakenWholeLater(report);
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAFileThatIsReplacedByAnotherOfItsSizeAndTime(Moment moment) throws Exception {
        SyncReport report = syncWhile(moment, file -> {
            Path other = directory.resolve("other");
            Files.write(other, new byte[SIZE]);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });

        isDeferredAndTakenWholeLater(report);
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAFileThatIsTruncated(Moment moment) throws Exception {
        SyncReport report = syncWhile(moment, file -> {
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength(1_000);
            }
            touch(file);
        });

        isDeferredAndTakenWholeLater(report);
    }

    @Test
    void saysThatAFileIsGoneThatWasDeletedBeforeItWasRead() throws Exception {
        SyncReport report = syncWhile(Moment.BEFORE_IT_IS_READ, Files::delete);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().vanished()).isEqualTo(1);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(endOfChanging().reason()).isEqualTo(Reason.GONE);
        assertThat(bench.head(changing.name())).isEmpty();
        bench.syncsNothingMore(Bench.PLAIN);
    }

    @Test
    void saysThatAFileIsGoneThatWasDeletedBetweenTwoSyncs() throws Exception {
        touch(changing.file());
        assertThat(bench.syncs(Bench.PLAIN).summary().deferred()).isEqualTo(1);
        Files.delete(changing.file());
        SyncReport second = bench.sync();

        assertThat(second.exitCode()).as("%s", second).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(second.summary().vanished()).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
    }

    @Test
    void leavesAFileAloneUntilItHasSettled() throws Exception {
        touch(changing.file());
        SyncReport first = bench.syncs(Bench.PLAIN);
        bench.clock().advance(Duration.ofSeconds(59));
        append(changing.file());
        bench.clock().advance(Duration.ofSeconds(59));
        SyncReport second = bench.syncs(Bench.PLAIN);
        bench.clock().advance(Duration.ofSeconds(1));
        SyncReport third = bench.syncs(Bench.PLAIN);

        assertThat(first.summary().deferred()).isEqualTo(1);
        assertThat(second.summary().deferred()).isEqualTo(1);
        assertThat(second.summary().uploaded()).isZero();
        assertThat(third.summary().uploaded()).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
    }

    @Test
    void sendsARewrittenFileOfTheSameSizeAndTimeInThePlaceOfItsObject() throws Exception {
        bench.syncs(Bench.PLAIN);
        FileTime before = Files.getLastModifiedTime(changing.file());
        Files.write(changing.file(), new byte[SIZE]);
        Files.setLastModifiedTime(changing.file(), before);
        SyncReport second = bench.syncs(Bench.PLAIN);

        assertThat(second.summary().replaced()).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
    }
}
