package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.Tool;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals in the middle of an upload and of a restore. */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // a signal that is not heard
class SignalTest {
    private static final int FILES = 4;

    @TempDir
    private Path directory;

    private KillBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new KillBench(directory, FILES);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static void signal(Started started, String name) throws IOException {
        Tool.run("kill", "-" + name, Long.toString(started.process().pid()));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    @Tag("A3")
    void a3ASignalInTheMiddleOfAPartEndsTheRunAndFreesTheLock(String name, int code) throws Exception {
        large("camera-01/9999.mp4", 12 << 20);
        try (FaultProxy proxy = FaultProxy.to(bench.server().endpoint()).start()) {
            ArmedRule held = proxy.hold(Match.operation("UploadPart").withQuery("partNumber=2&.*"));
            bench.command()
                    .with("PART_SIZE", "5Mi")
                    .with("UPLOAD_CUTOFF", "5Mi")
                    .with("S3_ENDPOINT", proxy.endpoint().toString())
                    // What runs in the background of a shell is born deaf to SIGINT, and so are its children.
                    .wrapped(List.of("env", "--default-signal=INT"));
            Started run = bench.command().start("sync", "--json");
            held.awaitFired(1);
            signal(run, name);
            Ended ended = run.await().ended(code);

            long left = ended.count("failed");
            assertThat(left).isPositive();
            assertThat(ended.err()).contains("interrupted, " + left + " left");
            assertThat(ended.count("exit_code")).isEqualTo(code);
            assertThat(bench.remembered()).isEqualTo(KillBench.said(ended)).doesNotContain("camera-01/9999.mp4");
        }
        System.out.println("A3: " + name + ": multipart uploads left open " + bench.openUploads());

        bench.command().with("S3_ENDPOINT", bench.server().endpoint().toString());
        bench.command().run("sync", "--json").ended(0);
        assertThat(bench.remembered()).hasSize(FILES + 1).allMatch(bench::isStored);
    }

    @Test
    @Tag("A4")
    void a4TheSecondSignalEndsTheProcessAtOnce() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(bench.server().endpoint()).start()) {
            ArmedRule held = proxy.hold(Match.operation("PutObject").withKey("camera-01/.*"));
            bench.command().with("S3_ENDPOINT", proxy.endpoint().toString());
            Started run = bench.command().start("sync", "--json");
            held.awaitFired(1);
            signal(run, "TERM");
            Awaitility.await().until(() -> {
                run.process().destroy(); // SIGTERM again: two that come at once are one
                return !run.process().isAlive();
            });
            Ended ended = run.await().ended(143);

            assertThat(ended.out()).as("no time for a report").doesNotContain("\"summary\"");
        }
        bench.command().with("S3_ENDPOINT", bench.server().endpoint().toString());
        bench.command().run("sync", "--json").ended(0);
        assertThat(bench.remembered()).hasSize(FILES).allMatch(bench::isStored);
    }

    @Test
    @Tag("A4")
    void a4ASignalDuringARestoreLeavesNoPartOfAFileInItsPlace() throws Exception {
        large("camera-02/9999.mp4", 4 << 20);
        bench.command().run("sync", "--json").ended(0);
        Path target = bench.directory().resolve("target");
        bench.command().with("BWLIMIT", "64k");
        Started run = bench.command().start("restore", target.toString(), "--camera", "camera-02", "--json");
        Awaitility.await().until(() -> hasBytes(target));
        signal(run, "TERM");
        Ended ended = run.await().ended(143);

        assertThat(ended.count("restored")).isZero();
        assertThat(target.resolve("camera-02/9999.mp4")).doesNotExist();
        bench.command().with("BWLIMIT", "off");
        bench.command().run("restore", target.toString(), "--json").ended(0);
        for (Recording recording : bench.recordings()) {
            assertThat(target.resolve(recording.name())).hasSameBinaryContentAs(recording.file());
        }
        assertThat(target.resolve("camera-02/9999.mp4"))
                .hasSameBinaryContentAs(bench.directory().resolve("recordings/camera-02/9999.mp4"));
        assertThat(KillBench.names(target)).containsExactly("camera-01", "camera-02");
    }

    private static boolean hasBytes(Path target) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        try (var files = Files.walk(target)) {
            return files.anyMatch(
                    file -> Files.isRegularFile(file) && file.toFile().length() > 0);
        }
    }

    @Test
    @Tag("A5")
    void a5AFileLargerThanTheHeapGoesUpWhole() throws Exception {
        large("camera-02/large.mp4", 200 << 20);
        inLittleMemory();
    }

    @Test
    @Tag("A5")
    @Tag("long")
    void a5AGibibyteGoesUpWholeInAHeapOf64Mebibytes() throws Exception {
        large("camera-02/large.mp4", 1 << 30);
        inLittleMemory();
        bench.reset();
        bench.command().with("CRYPT_PASSWORD", "correct horse battery staple");
        inLittleMemory("verify", "--level", "data", "--json");
    }

    private void inLittleMemory(String... check) throws IOException {
        bench.command().options("-Xmx64m");
        Ended run = bench.command().run("sync", "--json").ended(0);
        assertThat(run.count("uploaded")).isEqualTo(FILES + 1);
        assertThat(run.err()).doesNotContain("OutOfMemory");
        if (check.length == 0) {
            assertThat(bench.remembered()).hasSize(FILES + 1).allMatch(bench::isStored);
        } else {
            assertThat(bench.command().run(check).ended(0).count("verified")).isEqualTo(FILES + 1);
        }
    }

    @Test
    @Tag("G4")
    void g4AKilledRunLeavesNoLockAndItsNumberMeansNothing() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(bench.server().endpoint()).start()) {
            ArmedRule held = proxy.hold(Match.operation("PutObject").withKey("camera-01/.*"));
            bench.command().with("S3_ENDPOINT", proxy.endpoint().toString());
            Started run = bench.command().start("sync", "--json");
            held.awaitFired(1);
            assertThat(bench.command().run("sync").ended(11).err())
                    .contains("process " + run.process().pid());
            run.process().destroyForcibly();
            run.await().ended(137);
        }
        Path owner = bench.state().resolve("owner");
        assertThat(owner).as("left by the killed run").exists();
        Files.writeString(owner, "process " + ProcessHandle.current().pid() + " on this machine, alive\n");

        bench.command().with("S3_ENDPOINT", bench.server().endpoint().toString());
        bench.command().run("sync", "--json").ended(0);
        assertThat(owner).doesNotExist();
        assertThat(bench.server().requestLog())
                .extracting(LoggedRequest::operation)
                .contains("PutObject");
        assertThat(bench.remembered()).hasSize(FILES).allMatch(bench::isStored);
    }

    @Test
    @Tag("H3")
    void h3AnotherEncryptionPasswordIsRefusedBeforeAnythingIsSent() throws Exception {
        bench.command().with("CRYPT_PASSWORD", "correct horse battery staple");
        bench.command().run("sync", "--json").ended(0);
        bench.addSmallFiles(2);
        bench.server().clearRequestLog();
        bench.command().with("CRYPT_PASSWORD", "another horse battery staple");

        for (List<String> words : List.of(List.of("sync"), List.of("verify"), List.of("ls"))) {
            bench.command().run(words.toArray(String[]::new)).ended(12);
        }

        assertThat(bench.server().requestLog())
                .extracting(LoggedRequest::method)
                .doesNotContain("PUT", "POST", "DELETE");
    }

    private void large(String name, int size) throws IOException {
        Path file = bench.directory().resolve("recordings").resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.writeInt(42);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-03-02T00:00:00Z")));
    }
}
