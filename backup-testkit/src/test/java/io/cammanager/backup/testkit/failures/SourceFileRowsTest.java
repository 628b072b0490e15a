package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.engine.Bench;
import io.cammanager.backup.testkit.engine.CryptWay;
import io.cammanager.backup.testkit.engine.Events;
import io.cammanager.backup.testkit.engine.Tree;
import io.cammanager.backup.testkit.failures.Interference.Point;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that changes at each point of its upload, sent in one piece and in parts, plain and encrypted. */
class SourceFileRowsTest {
    private static final long MIB = 1L << 20;
    private static final byte[] OTHER = "other bytes".repeat(10).getBytes(UTF_8);

    private static final SyncOptions OPTIONS = SyncOptions.builder()
            .uploadCutoffBytes(5 * MIB)
            .partSizeBytes(5 * MIB)
            .build();

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;
    private Recording changing;

    /** How the file is sent and kept. */
    enum Way {
        PIECE(300_000),
        PARTS(5 * MIB + 200_000),
        ENCRYPTED_PIECE(300_000),
        ENCRYPTED_PARTS(5 * MIB + 200_000);

        private final long size;

        Way(long size) {
            this.size = size;
        }

        boolean isEncrypted() {
            return this == ENCRYPTED_PIECE || this == ENCRYPTED_PARTS;
        }

        boolean isInParts() {
            return this == PARTS || this == ENCRYPTED_PARTS;
        }
    }

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
        changing =
                Bench.recordings().cameras(2).build().generate(bench.source()).get(0);
    }

    static Stream<Arguments> pointsAndWays() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Point.values())
                        .filter(point -> point != Point.SENT || way.isInParts())
                        .map(point -> Arguments.of(point, way)));
    }

    private SyncReport syncWhile(Point point, Way way, Interference.Change change) throws Exception {
        byte[] content = new byte[(int) way.size];
        new Random(way.size).nextBytes(content);
        FileTime settled = Files.getLastModifiedTime(changing.file());
        Files.setLastModifiedTime(Files.write(changing.file(), content), settled);
        if (way.isEncrypted()) {
            bench.encrypted(CryptWay.STANDARD);
        }
        Interference interference = new Interference(changing.name(), bench.key(changing.name()), point, change);
        bench.through(interference::over);
        server.clearRequestLog();
        SyncReport report = bench.sync(OPTIONS, event -> {
            events.onEvent(event);
            interference.onEvent(event);
        });
        interference.requireFired();
        bench.through(UnaryOperator.identity());
        return report;
    }

    /** What holds after a change: nothing of it is there, or, once it was proven, the file of before, and never as the new one. */
    private void holds(SyncReport report, Point point, HashCode before) throws Exception {
        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(server.openUploads(bench.bucket())).isZero();
        if (point == Point.PROVEN) {
            keepsWhatWasProven(before);
            return;
        }
        BackupEvent.Finished end = events.endOf(changing.name());
        assertThat(end.outcome()).as("%s", end).isEqualTo(Outcome.DEFERRED);
        assertThat(end.reason()).isEqualTo(Reason.CHANGED_WHILE_READ);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(server.contents(bench.bucket())).doesNotContainKey(bench.key(changing.name()));
        if (point != Point.SENT && point != Point.STORED) {
            assertThat(server.requestLog())
                    .filteredOn(LoggedRequest::status, 200)
                    .filteredOn(request -> request.path().endsWith(bench.key(changing.name())))
                    .extracting(LoggedRequest::operation)
                    .doesNotContain("PutObject", "CompleteMultipartUpload");
        }
        isTakenWholeLater();
    }

    private void isTakenWholeLater() throws Exception {
        bench.clock().advance(Duration.ofMinutes(2));
        SyncReport later = bench.syncs(OPTIONS);

        assertThat(later.summary().uploaded()).as("%s", later).isEqualTo(1);
        HashCode now = sha256(changing.file());
        if (bench.key(changing.name()).equals(changing.name())) {
            assertThat(server.contents(bench.bucket())).containsEntry(changing.name(), now);
        }
        bench.syncsNothingMore(OPTIONS);
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    /** The next run tells that the file is another one, and whatever it does, the object of before is kept. */
    private void keepsWhatWasProven(HashCode before) throws Exception {
        assertThat(events.endOf(changing.name()).outcome()).isEqualTo(Outcome.UPLOADED);
        HashCode stored = server.contents(bench.bucket()).get(bench.key(changing.name()));
        assertThat(stored).isNotNull();
        restoresAs(before);
        bench.clock().advance(Duration.ofMinutes(2));
        Events next = new Events();
        bench.sync(OPTIONS, next);

        assertThat(next.endOf(changing.name()).outcome()).isIn(Outcome.CONFLICT, Outcome.UPLOADED);
        assertThat(server.contents(bench.bucket())).containsValue(stored);
    }

    private void restoresAs(HashCode before) throws Exception {
        bench.restore();
        Map<String, Tree.Content> restored = Tree.of(bench.target());
        assertThat(restored.get(changing.name()))
                .extracting(Tree.Content::sha256)
                .isEqualTo(before);
    }

    private static HashCode sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256());
    }

    /** Changes the file and checks what holds; the hash of before is taken at the moment of the change. */
    private void holdsWhile(Point point, Way way, Interference.Change change) throws Exception {
        HashCode[] before = new HashCode[1];
        SyncReport report = syncWhile(point, way, () -> {
            before[0] = sha256(changing.file());
            change.apply();
        });
        holds(report, point, before[0]);
    }

    @ParameterizedTest
    @MethodSource("pointsAndWays")
    @Tag("C1")
    void c1WaitsForAFileThatGrows(Point point, Way way) throws Exception {
        holdsWhile(point, way, () -> Files.write(changing.file(), OTHER, StandardOpenOption.APPEND));
    }

    @ParameterizedTest
    @MethodSource("pointsAndWays")
    @Tag("C2")
    void c2WaitsForAFileThatIsTruncated(Point point, Way way) throws Exception {
        holdsWhile(point, way, () -> {
            try (RandomAccessFile file = new RandomAccessFile(changing.file().toFile(), "rw")) {
                file.setLength(1_000);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pointsAndWays")
    @Tag("C3")
    void c3WaitsForAFileThatIsReplacedByRename(Point point, Way way) throws Exception {
        holdsWhile(point, way, () -> {
            Path other = directory.resolve("other");
            Files.write(other, new byte[(int) way.size]);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(changing.file()));
            Files.move(other, changing.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @ParameterizedTest
    @MethodSource("pointsAndWays")
    @Tag("C4")
    void c4WaitsForAFileThatIsRewrittenUnderItsOldSizeAndTime(Point point, Way way) throws Exception {
        holdsWhile(point, way, () -> {
            FileTime time = Files.getLastModifiedTime(changing.file());
            try (RandomAccessFile file = new RandomAccessFile(changing.file().toFile(), "rw")) {
                file.seek(way.size - OTHER.length);
                file.write(OTHER);
            }
            Files.setLastModifiedTime(changing.file(), time);
        });
    }

    /** Once it is open it is saved whole, from the inode that is still there: it may be the last copy. */
    @ParameterizedTest
    @MethodSource("pointsAndWays")
    @Tag("C5")
    void c5SavesAFileThatIsDeletedOnceItIsOpenAndElseSaysSo(Point point, Way way) throws Exception {
        HashCode[] before = new HashCode[1];
        SyncReport report = syncWhile(point, way, () -> {
            before[0] = sha256(changing.file());
            Files.delete(changing.file());
        });

        boolean saved = point != Point.SCANNED;
        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(saved ? ExitCode.OK : ExitCode.INCOMPLETE);
        assertThat(report.summary().vanished()).isEqualTo(saved ? 0 : 1);
        assertThat(report.summary().uploaded()).isEqualTo(saved ? 2 : 1);
        assertThat(server.contents(bench.bucket()).containsKey(bench.key(changing.name())))
                .isEqualTo(saved);
        assertThat(server.openUploads(bench.bucket())).isZero();
        if (saved) {
            restoresAs(before[0]);
        } else {
            assertThat(events.endOf(changing.name()).reason()).isEqualTo(Reason.GONE);
        }
        bench.syncsNothingMore(OPTIONS);
    }
}
