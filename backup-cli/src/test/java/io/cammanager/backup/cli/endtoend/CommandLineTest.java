package io.cammanager.backup.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user types, and what comes of it. */
class CommandLineTest {
    private static final String CANARY = "canary-secret-that-nobody-may-see";
    private static final int COUNT = 6;

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private CommandProcess command;
    private List<Recording> recordings;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.builder().credentials("access", CANARY).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void fillSource() throws IOException {
        command = new CommandProcess(Main.class, server, directory);
        recordings = RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .cameras(2)
                .segmentsPerDay(COUNT / 2)
                .build()
                .generate(directory.resolve("recordings"));
        server.removeBucket("recordings");
    }

    private Ended run(int expected, String... arguments) throws IOException {
        Ended ended = command.run(arguments).ended(expected);
        assertThat(ended.out() + ended.err()).doesNotContain(CANARY);
        return ended;
    }

    @Test
    void takesRecordingsThereAndBack() throws IOException {
        Ended dryRun = run(0, "sync", "--dry-run", "--json");
        assertThat(dryRun.count("uploaded")).isEqualTo(COUNT);
        assertThat(directory.resolve("state")).doesNotExist();
        assertThat(server.requestLog()).extracting(LoggedRequest::method).containsOnly("GET");

        Ended first = run(0, "sync", "--verify", "--json");
        assertThat(first.counts().keySet())
                .containsExactly(
                        "scanned",
                        "uploaded",
                        "unchanged",
                        "excluded",
                        "deferred",
                        "failed",
                        "vanished",
                        "conflicts",
                        "replaced",
                        "deleted",
                        "bytes_uploaded",
                        "bytes_total",
                        "verified",
                        "mismatched",
                        "duration_ms",
                        "requests",
                        "exit_code");
        assertThat(first.summary()).startsWith("{\"message_type\":\"summary\"");
        assertThat(first.lines())
                .filteredOn(line -> line.contains("\"uploaded\""))
                .allMatch(line -> line.contains("\"path\":") || line.equals(first.summary()));
        assertThat(first.count("uploaded")).isEqualTo(COUNT);
        assertThat(first.count("verified")).isEqualTo(COUNT);
        addsUp(first);

        server.clearRequestLog();
        Ended second = run(0, "sync", "--verify", "--json");
        assertThat(second.count("uploaded")).isZero();
        assertThat(second.count("unchanged")).isEqualTo(COUNT);
        addsUp(second);
        assertThat(server.requestLog())
                .filteredOn(request -> !request.path().contains("/.cammanager/lease/"))
                .extracting(LoggedRequest::operation)
                .containsOnly("ListObjectsV2", "GetBucketVersioning");

        Ended verified = run(0, "verify", "--level", "data", "--json");
        assertThat(verified.count("verified")).isEqualTo(COUNT);
        assertThat(verified.count("bytes_read")).isEqualTo(total());

        Ended listed = run(0, "ls");
        assertThat(listed.lines()).hasSize(COUNT);
        recordings.forEach(recording -> assertThat(listed.out()).contains(recording.name()));

        Ended used = run(0, "du", "--json");
        assertThat(used.count("recordings")).isEqualTo(COUNT);
        assertThat(used.count("bytes")).isEqualTo(total());

        Path target = directory.resolve("restored");
        assertThat(run(0, "restore", target.toString(), "--json").count("restored"))
                .isEqualTo(COUNT);
        assertThat(run(0, "restore", target.toString(), "--json").count("unchanged"))
                .isEqualTo(COUNT);
        for (Recording recording : recordings) {
            assertThat(target.resolve(recording.name())).hasSameBinaryContentAs(recording.file());
        }
    }

    private static void addsUp(Ended sync) {
        assertThat(sync.count("scanned"))
                .as("%s", sync)
                .isEqualTo(sync.count("uploaded")
                        + sync.count("unchanged")
                        + sync.count("excluded")
                        + sync.count("deferred")
                        + sync.count("failed")
                        + sync.count("vanished")
                        + sync.count("conflicts"));
    }

    private long total() {
        return recordings.stream().mapToLong(Recording::size).sum();
    }

    @Test
    void showsNoSecretAmongTheSettings() throws IOException {
        Ended shown = run(0, "config", "show");

        assertThat(shown.out()).contains("S3_SECRET_KEY", server.endpoint().toString());
        run(0, "config", "show", "--json");
        command.with("LOG_LEVEL", "DEBUG");
        run(0, "sync", "--verbose");
    }

    @Test
    @Tag("D1")
    void d1RefusesToStartWhereItWouldMisreadNames() throws IOException {
        server.clearRequestLog();
        command.with("LC_ALL", "C");
        Ended refused = run(2, "sync");

        assertThat(refused.err()).contains("LC_ALL=C.UTF-8").hasLineCount(1);
        assertThat(server.requestLog()).isEmpty();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void explainsBadInputInOneSentenceAndLeavesEverythingAlone() throws IOException {
        server.clearRequestLog();

        assertThat(run(2, "sync", "--verfy").err()).contains("--verfy", "--verify");
        explains(run(4, "sync", "--source", directory.resolve("missing").toString()), "missing");
        Path file = Files.writeString(directory.resolve("file"), "x");
        explains(run(2, "sync", "--source", file.toString()), file.toString());
        explains(run(8, "sync", "--state-dir", file.toString()), file.toString());
        assertThat(server.requestLog()).isEmpty();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    private static void explains(Ended ended, String subject) {
        assertThat(ended.err()).contains(subject);
        assertThat(ended.err().lines().filter(line -> line.contains(subject))).hasSize(1);
        assertThat(ended.err()).doesNotContain("Exception in thread", "\tat ");
    }

    @Test
    void explainsThatTheStoreCannotBeReached() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort();
        }

        explains(run(5, "sync", "--endpoint", nobody), nobody);
    }

    @Test
    void explainsThatTheSecretIsWrong() throws IOException {
        command.with("S3_SECRET_KEY", "another-secret");
        Ended refused = run(6, "sync");

        assertThat(refused.err()).doesNotContain("another-secret");
        explains(refused, "recordings");
    }
}
