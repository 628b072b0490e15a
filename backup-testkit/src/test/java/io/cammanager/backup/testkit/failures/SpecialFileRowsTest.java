package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.engine.Bench;
import io.cammanager.backup.testkit.engine.CryptWay;
import io.cammanager.backup.testkit.engine.Events;
import io.cammanager.backup.testkit.engine.Tree;
import io.cammanager.backup.testkit.failures.Interference.Point;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source may hold beside files with something in them. */
class SpecialFileRowsTest {
    private static final Instant SETTLED = Instant.parse("2024-03-02T05:00:00Z");

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;
    private Path camera;

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
        camera = Files.createDirectories(bench.source().resolve("front"));
        write(camera.resolve("real.mp4"), "a recording");
    }

    private static Path write(Path file, String content) throws IOException {
        return Files.setLastModifiedTime(Files.writeString(file, content), FileTime.from(SETTLED));
    }

    /** Runs a command, checks that it succeeds, and returns what it wrote. */
    static byte[] run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output;
    }

    /** Counts by another tool what is below the source, apart from directories. */
    private long found(String... test) throws Exception {
        String[] command = new String[3 + test.length];
        command[0] = "find";
        command[1] = bench.source().toString();
        System.arraycopy(test, 0, command, 2, test.length);
        command[2 + test.length] = "-print0";
        return new String(run(command), UTF_8).chars().filter(c -> c == 0).count();
    }

    private void leavesOut(SyncReport report, long left, long sent) throws Exception {
        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().uploaded()).isEqualTo(sent).isEqualTo(found("-type", "f"));
        assertThat(report.summary().excluded()).isEqualTo(left).isEqualTo(found("!", "-type", "f", "!", "-type", "d"));
        assertThat(report.summary().scanned()).isEqualTo(left + sent);
        assertThat(events.finished())
                .filteredOn(end -> end.outcome() == Outcome.EXCLUDED)
                .extracting(BackupEvent.Finished::reason)
                .containsOnly(Reason.NOT_REGULAR);
        assertThat(server.contents(bench.bucket()).keySet())
                .filteredOn(key -> !key.startsWith(".cammanager/"))
                .hasSize((int) sent);
        bench.syncsNothingMore(Bench.PLAIN);
    }

    @Test
    @Tag("C10")
    void c10FollowsNoLinkOfAnyKindAndCountsEach() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        write(outside.resolve("secret.mp4"), "not ours");
        Files.createSymbolicLink(camera.resolve("loop"), camera);
        Files.createSymbolicLink(camera.resolve("self.mp4"), Path.of("self.mp4"));
        Files.createSymbolicLink(camera.resolve("dangling.mp4"), Path.of("nowhere.mp4"));
        Files.createSymbolicLink(camera.resolve("out.mp4"), outside.resolve("secret.mp4"));
        Files.createSymbolicLink(camera.resolve("outdir"), outside);
        Files.createSymbolicLink(camera.resolve("inside.mp4"), Path.of("real.mp4"));
        Files.createSymbolicLink(bench.source().resolve("camera"), outside);
        Files.createSymbolicLink(bench.source().resolve("up"), Path.of(".."));

        leavesOut(bench.sync(Bench.PLAIN, events), 8, 1);
    }

    @Test
    @Timeout(120)
    @Tag("C11")
    void c11OpensNoPipeSocketOrDeviceAndEntersADirectoryOfAnyName() throws Exception {
        run("mkfifo", camera.resolve("pipe.mp4").toString());
        long left = 2;
        if (System.getProperty("user.name").equals("root")) {
            run("mknod", camera.resolve("device.mp4").toString(), "c", "1", "5");
            left++;
        } else {
            System.out.println("C11: no device file is made, since that takes root");
        }
        Path named = Files.createDirectories(camera.resolve("x.mp4"));
        write(named.resolve("y.mp4"), "below a directory that is named like a file");
        // The name of a socket may have 108 bytes at most, which a temporary directory can exceed.
        Path place = Files.createTempDirectory(Path.of("/tmp"), "c11");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path name = place.resolve("s");
            socket.bind(UnixDomainSocketAddress.of(name));
            Files.move(name, camera.resolve("socket.mp4"));

            leavesOut(bench.sync(Bench.PLAIN, events), left, 2);
        } finally {
            Files.delete(place);
        }
    }

    /** Opening a pipe that nobody writes to would wait for ever. */
    @Test
    @Timeout(120)
    @Tag("C11")
    void c11DoesNotWaitForAPipeThatTookTheFilesPlaceAfterTheScan() throws Exception {
        Path pipe = directory.resolve("pipe");
        run("mkfifo", pipe.toString());
        Interference swap = new Interference("front/real.mp4", "front/real.mp4", Point.SCANNED, () -> {
            Files.delete(camera.resolve("real.mp4"));
            Files.move(pipe, camera.resolve("real.mp4"));
        });
        SyncReport report = bench.sync(Bench.PLAIN, event -> {
            events.onEvent(event);
            swap.onEvent(event);
        });
        swap.requireFired();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(events.endOf("front/real.mp4").reason()).isEqualTo(Reason.CHANGED_WHILE_READ);
        assertThat(server.contents(bench.bucket())).doesNotContainKey("front/real.mp4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("C12")
    void c12SendsAnEmptyFileOnceItIsSettledAndBringsItBack(boolean encrypted) throws Exception {
        if (encrypted) {
            bench.encrypted(CryptWay.STANDARD);
        }
        Path empty = write(camera.resolve("empty.mp4"), "");
        Files.setLastModifiedTime(empty, FileTime.from(bench.clock().instant()));
        SyncReport first = bench.syncs(Bench.PLAIN);
        bench.clock().advance(Duration.ofSeconds(60));
        SyncReport second = bench.syncs(Bench.PLAIN);

        assertThat(List.of(first.summary().deferred(), first.summary().uploaded()))
                .containsExactly(1L, 1L);
        assertThat(second.summary().uploaded()).isEqualTo(1);
        assertThat(bench.head(bench.key("front/empty.mp4")).orElseThrow().size())
                .isEqualTo(encrypted ? 32 : 0);
        bench.syncsNothingMore(Bench.PLAIN);
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.target().resolve("front/empty.mp4")).isEmptyFile();
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    @Test
    @Tag("C16")
    void c16BringsEachNameOfAFileWithSeveralBack() throws Exception {
        Files.createLink(camera.resolve("second.mp4"), camera.resolve("real.mp4"));
        Path other = Files.createDirectories(bench.source().resolve("back"));
        Files.createLink(other.resolve("third.mp4"), camera.resolve("real.mp4"));
        assertThat(found("-links", "3")).isEqualTo(3);

        assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(3);
        bench.syncsNothingMore(Bench.PLAIN);
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).hasSize(3).isEqualTo(Tree.of(bench.source()));
    }
}
