package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.Tool;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several runs at once, each a process of its own, while the first of them is held in the middle of an upload. */
@Tag("long")
class LockRowsTest {
    private static final int COUNT = 3;
    private static final String TTL = "3s";

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private FaultProxy proxy;
    private ArmedRule upload;

    @BeforeEach
    void start() {
        server = EmbeddedS3.start();
        proxy = FaultProxy.to(server.endpoint()).start();
        upload = proxy.hold(Match.operation("PutObject").withKey("camera-01/.*"));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private CommandProcess host(String name) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .build()
                .generate(home.resolve("recordings"));
        return new CommandProcess(Main.class, server, home).with("LEASE_TTL", TTL);
    }

    private Started held(CommandProcess host) throws Exception {
        Started held = host.with("S3_ENDPOINT", proxy.endpoint().toString()).start("sync", "--delete", "--json");
        upload.awaitFired(1);
        return held;
    }

    @Test
    @Tag("G1")
    @Tag("G7")
    void g1OneHostWorksAndTheOtherIsToldWhoHoldsTheLease() throws Exception {
        CommandProcess a = host("a");
        CommandProcess b = host("b");
        Started working = held(a);

        Ended refused = b.run("sync", "--json").ended(11);
        assertThat(refused.err())
                .contains(
                        "another run holds the lease",
                        "process " + working.process().pid());
        Ended local = new CommandProcess(Main.class, server, directory.resolve("a"))
                .run("sync", "--json")
                .ended(11);
        assertThat(local.err()).contains("process " + working.process().pid());

        // What only reads needs no lock.
        b.run("ls").ended(0);
        b.run("verify", "--json").ended(0);
        b.run("restore", directory.resolve("restored").toString(), "--json").ended(0);
        b.run("sync", "--dry-run", "--json").ended(0);
        assertThat(server.requestLog())
                .filteredOn(request -> request.path().contains("/.cammanager/lease/"))
                .filteredOn(request -> request.method().equals("PUT"))
                .isNotEmpty();

        upload.release();
        assertThat(working.await().ended(0).count("uploaded")).isEqualTo(COUNT);
        assertThat(b.run("sync", "--json").ended(0).count("unchanged")).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-24h", "+24h"})
    @Tag("G5")
    void g5AHostWithAWrongClockTakesNoLeaseThatIsHeldAndSavesAllTheSame(String wrongBy) throws Exception {
        Tool.require("faketime");
        CommandProcess a = host("a");
        // The lease goes by the time that has passed, which no setting of the clock changes.
        CommandProcess b = host("b").with("DONT_FAKE_MONOTONIC", "1").wrapped(List.of("faketime", "-f", wrongBy));
        Started working = held(a);

        Ended refused = b.run("sync", "--json").ended(11);
        assertThat(refused.err()).contains("process " + working.process().pid());

        upload.release();
        assertThat(working.await().ended(0).count("uploaded")).isEqualTo(COUNT);
        assertThat(b.run("sync", "--delete", "--verify", "--json").ended(0).count("unchanged"))
                .isEqualTo(COUNT);
        Files.writeString(directory.resolve("b/recordings/camera-01/new.mp4"), "new");
        Files.setLastModifiedTime(
                directory.resolve("b/recordings/camera-01/new.mp4"),
                FileTime.from(Instant.parse("2024-03-02T00:00:00Z")));
        assertThat(b.run("sync", "--json").ended(0).count("uploaded")).isOne();
        assertThat(a.with("S3_ENDPOINT", server.endpoint().toString())
                        .run("sync", "--delete", "--json")
                        .ended(0)
                        .count("deleted"))
                .isZero();
    }

    @Test
    @Tag("G2")
    void g2AStoppedHolderLosesItsLeaseAndDoesNoHarmWhenItGoesOn() throws Exception {
        CommandProcess a = host("a");
        CommandProcess b = host("b");
        Started stopped = held(a);
        signal("STOP", stopped.process());

        Ended next = b.run("sync", "--json").ended(0);
        assertThat(next.out()).contains("held by process " + stopped.process().pid(), "waiting 3 s");
        assertThat(next.count("uploaded")).isEqualTo(COUNT);

        signal("CONT", stopped.process());
        upload.release();
        Ended last = stopped.await().ended(0);
        assertThat(last.count("uploaded") + last.count("unchanged")).isEqualTo(COUNT);
        assertThat(last.out()).contains("has taken the lease", "removes nothing");
        assertThat(server.requestLog())
                .filteredOn(request -> request.method().equals("DELETE"))
                .extracting(LoggedRequest::path)
                .noneMatch(path -> path.startsWith("/recordings/camera-"));
        assertThat(b.run("verify", "--level", "data", "--json").ended(0).count("verified"))
                .isEqualTo(COUNT);
    }

    private static void signal(String name, Process process) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
