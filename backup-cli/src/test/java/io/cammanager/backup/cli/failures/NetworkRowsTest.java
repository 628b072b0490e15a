package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts, each a network namespace with a name of its own, that reach one server. */
@Tag("long")
class NetworkRowsTest {
    private static final int COUNT = 4;

    @TempDir
    private Path directory;

    private TwoHosts hosts;
    private EmbeddedS3 server;

    @BeforeEach
    void start() {
        hosts = new TwoHosts();
        if (!hosts.areUp()) {
            System.out.println("skipped: two hosts in network namespaces need root and ip (" + hosts.reason() + ")");
        }
        assumeTrue(hosts.areUp(), hosts.reason());
        server = EmbeddedS3.builder().host(hosts.serverAddress()).start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        hosts.close();
    }

    private CommandProcess host(int number) throws Exception {
        Path home = Files.createDirectories(directory.resolve("host-" + number));
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .sizeBytes(1_000_000)
                .build()
                .generate(home.resolve("recordings"));
        return new CommandProcess(Main.class, server, home)
                .with(
                        "S3_ENDPOINT",
                        "http://" + hosts.serverAddress() + ":"
                                + server.endpoint().getPort())
                .with("LEASE_TTL", "6s")
                .wrapped(List.of(hosts.inside(number)));
    }

    private Started working(CommandProcess host) throws Exception {
        Started started = host.with("BWLIMIT", "400k").with("TRANSFERS", "1").start("sync", "--json");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !started.process().isAlive() || isUploading());
        assertThat(started.process().isAlive())
                .as(() -> started.await().toString())
                .isTrue();
        return started;
    }

    private boolean isUploading() {
        return server.requestLog().stream()
                .anyMatch(request ->
                        request.method().equals("PUT") && request.path().startsWith("/recordings/camera-"));
    }

    @Test
    @Tag("G1")
    void g1OfTwoHostsOneWorksAndTheOtherSaysWhoHoldsTheLease() throws Exception {
        Started working = working(host(1));

        Ended refused = host(2).run("sync", "--json").ended(11);

        assertThat(refused.err()).contains("another run holds the lease", " on host-1 since ");
        assertThat(working.await().ended(0).count("uploaded")).isEqualTo(COUNT);
    }

    @Test
    @Tag("G3")
    void g3AHostThatIsCutOffIsSucceededAndAddsTheRestWhenItIsBack() throws Exception {
        Started working = working(host(1));
        hosts.cutOff(1);
        assertThat(hosts.reason()).isEmpty();

        Ended next = host(2).run("sync", "--json").ended(0);
        assertThat(next.out()).contains("held by process", " on host-1 since ");
        assertThat(next.count("uploaded") + next.count("unchanged")).isEqualTo(COUNT);
        hosts.reconnect(1);

        Ended last = working.await();
        assertThat(last.code()).as("%s", last).isIn(0, 3, 5); // how long it was cut off decides what it has given up
        assertThat(host(1).run("sync", "--json").ended(0).count("failed")).isZero();
        assertThat(host(2).run("verify", "--level", "data", "--json").ended(0).count("verified"))
                .isEqualTo(COUNT);
    }
}
