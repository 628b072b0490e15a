package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.HoldingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs at once, each a process of its own, while the first of them is held in the middle of an upload. */
@Tag("long")
class LockRowsTest {
    private static final int COUNT = 3;
    private static final String TTL = "3s";

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private HoldingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.start();
        proxy = new HoldingProxy(server.endpoint(), "PUT /recordings/camera-01/");
    }

    @AfterEach
    void stop() throws IOException {
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
        proxy.awaitHolding();
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

        proxy.release();
        assertThat(working.await().ended(0).count("uploaded")).isEqualTo(COUNT);
        assertThat(b.run("sync", "--json").ended(0).count("unchanged")).isEqualTo(COUNT);
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
        proxy.release();
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
