package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.engine.Bench;
import io.cammanager.backup.testkit.engine.Events;
import io.cammanager.backup.testkit.engine.Tree;
import io.cammanager.backup.testkit.failures.Interference.Point;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose times say little of what is in them. */
class RewrittenFileRowsTest {
    private static final String NAME = "front/2024-03-02_04-05-06.mp4";
    private static final Instant SETTLED = Instant.parse("2024-03-02T05:00:00.123456789Z");
    private static final int SIZE = 400_000;

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;
    private Path file;

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
        file = bench.source().resolve(NAME);
        Files.createDirectories(bench.source().resolve("front"));
        Files.write(file, "of before ".repeat(SIZE / 10).getBytes(UTF_8));
        touch(SETTLED);
        server.clearRequestLog();
    }

    private void touch(Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private void writeInside(String text) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(SIZE / 2);
            access.write(text.getBytes(UTF_8));
        }
    }

    private HashCode sha256() throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256());
    }

    private long puts() {
        return bench.writes().stream()
                .filter(request -> request.method().equals("PUT") && request.status() == 200)
                .count();
    }

    /** The run sees that it is another file, and the object of before is kept, at its key or as what was replaced. */
    private void isNeverTakenForUnchanged(HashCode before) throws Exception {
        bench.clock().advance(Duration.ofMinutes(2));
        SyncReport next = bench.sync(Bench.PLAIN, events);

        assertThat(next.summary().unchanged()).as("%s", events).isZero();
        assertThat(events.endOf(NAME).outcome()).isIn(Outcome.CONFLICT, Outcome.UPLOADED);
        assertThat(server.contents(bench.bucket())).containsValue(before);
    }

    @Test
    @Tag("C4")
    void c4SeesAConfirmedFileThatIsRewrittenUnderItsOldSizeAndTime() throws Exception {
        bench.syncs(Bench.PLAIN);
        HashCode before = sha256();
        writeInside("rewritten");
        touch(SETTLED);

        assertThat(FileStat.of(file).stamp().size()).isEqualTo(SIZE);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(SETTLED));
        assertThat(server.contents(bench.bucket())).containsEntry(NAME, before);
        isNeverTakenForUnchanged(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1969-12-31T23:59:58.5Z", "1901-12-14T00:00:00Z"})
    @Tag("C6")
    void c6SendsAFileOfLongAgoOnce(String time) throws Exception {
        touch(Instant.parse(time));
        assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(1);

        isSentOnceAndComesBack();
    }

    /** Its time says nothing of when it was written, so two equal looks, a minute apart, do. */
    @ParameterizedTest
    @ValueSource(strings = {"2106-02-07T06:28:16Z", "2038-01-19T03:14:08Z", "2262-04-11T23:47:16.854775807Z"})
    @Tag("C6")
    void c6SendsAFileOfTheFutureOnceAfterTwoEqualLooks(String time) throws Exception {
        touch(Instant.parse(time));
        assertThat(bench.syncs(Bench.PLAIN).summary().deferred()).isEqualTo(1);
        bench.clock().advance(Duration.ofSeconds(59));
        assertThat(bench.syncs(Bench.PLAIN).summary().deferred()).isEqualTo(1);
        assertThat(puts()).isZero();
        bench.clock().advance(Duration.ofSeconds(1));
        assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(1);

        isSentOnceAndComesBack();
    }

    @Test
    @Tag("C6")
    void c6SendsAFileOnceWhoseTimeGoesBackwards() throws Exception {
        bench.syncs(Bench.PLAIN);
        touch(SETTLED.minus(Duration.ofDays(400)));
        bench.clock().advance(Duration.ofMinutes(2));
        SyncReport second = bench.syncs(Bench.PLAIN);

        assertThat(second.summary().unchanged()).as("%s", second).isEqualTo(1);
        assertThat(puts()).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
    }

    private void isSentOnceAndComesBack() throws Exception {
        assertThat(puts()).isEqualTo(1);
        bench.syncsNothingMore(Bench.PLAIN);
        assertThat(server.contents(bench.bucket())).containsEntry(NAME, sha256());
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    /** A page that is dirty already takes further bytes without a trace in any time: only the digests can tell. */
    @Test
    @Tag("C7")
    void c7NeverStoresWhatAMappedWriterChangesBetweenThePasses() throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            map.put(100, (byte) 1);
            touch(SETTLED);
            AtomicBoolean unseen = new AtomicBoolean();
            Interference writer = new Interference(NAME, NAME, Point.HASHED, () -> {
                FileStamp stamp = FileStat.of(file).stamp();
                map.put(200, (byte) 2);
                unseen.set(stamp.equals(FileStat.of(file).stamp()));
            });
            bench.through(writer::over);
            SyncReport report = bench.sync(Bench.PLAIN, events);
            writer.requireFired();

            if (unseen.get()) {
                // The server refused what did not match its digest; the second attempt read the file anew.
                assertThat(report.summary().uploaded())
                        .as("%s, %s", report, events)
                        .isEqualTo(1);
                assertThat(bench.writes())
                        .extracting(request -> request.status() == 200)
                        .containsExactly(false, true);
                assertThat(server.contents(bench.bucket())).containsEntry(NAME, sha256());
            } else {
                System.out.println("C7: the page was written back meanwhile, so that the times told of the change");
                assertThat(events.endOf(NAME).reason()).isEqualTo(Reason.CHANGED_WHILE_READ);
                assertThat(server.contents(bench.bucket())).doesNotContainKey(NAME);
            }
        }
    }

    @Test
    @Tag("C7")
    void c7SeesWhatAMappedWriterChangesAfterTheFileWasConfirmed() throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            bench.syncs(Bench.PLAIN);
            HashCode before = sha256();
            FileStamp stamp = FileStat.of(file).stamp();
            map.put(SIZE - 1, (byte) 3);
            map.force();

            assertThat(FileStat.of(file).stamp()).isNotEqualTo(stamp);
            isNeverTakenForUnchanged(before);
        }
    }

    /** A recorder that reserves its space: the size never changes again. */
    @Test
    @Tag("C13")
    void c13WaitsForAPreallocatedFileUntilItWasLeftAlone() throws Exception {
        Files.delete(file);
        SpecialFileRowsTest.run("fallocate", "-l", String.valueOf(SIZE), file.toString());
        for (int i = 0; i < 3; i++) {
            writeInside("minute " + i);
            touch(bench.clock().instant());
            assertThat(bench.syncs(Bench.PLAIN).summary().deferred()).isEqualTo(1);
            bench.clock().advance(Duration.ofSeconds(59));
        }
        assertThat(puts()).isZero();
        bench.clock().advance(Duration.ofSeconds(1));
        assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(1);

        isSentOnceAndComesBack();
    }

    @Test
    @Tag("C13")
    void c13SeesWhatIsWrittenIntoAPreallocatedFileThatLookedFinished() throws Exception {
        Files.delete(file);
        SpecialFileRowsTest.run("fallocate", "-l", String.valueOf(SIZE), file.toString());
        touch(SETTLED);
        bench.syncs(Bench.PLAIN);
        HashCode before = sha256();
        writeInside("the recording at last");

        isNeverTakenForUnchanged(before);
    }
}
