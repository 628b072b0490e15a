package io.cammanager.backup.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that is told to stop while the store lets it wait. */
class InterruptionTest {
    private static final int COUNT = 3;

    @TempDir
    private Path directory;

    @Test
    void stopsOnATermSignalAndFinishesTheNextTime() throws Exception {
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .build()
                .generate(directory.resolve("recordings"));
        try (EmbeddedS3 server = EmbeddedS3.start();
                FaultProxy proxy = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule upload = proxy.hold(Match.operation("PutObject").withKey("camera-01/.*"));
            CommandProcess slow = new CommandProcess(Main.class, server, directory)
                    .with("S3_ENDPOINT", proxy.endpoint().toString());
            Started held = slow.start("sync", "--json");
            upload.awaitFired(1);
            Ended second = slow.run("sync", "--json");
            held.process().destroy();
            Ended stopped = held.await();

            second.ended(11);
            assertThat(second.err()).contains("process " + held.process().pid());
            stopped.ended(143);
            assertThat(stopped.err()).contains("interrupted, " + COUNT + " left");
            assertThat(stopped.count("failed")).isEqualTo(COUNT);
            assertThat(stopped.count("exit_code")).isEqualTo(143);

            CommandProcess fast = new CommandProcess(Main.class, server, directory);
            Ended next = fast.run("sync", "--verify", "--json").ended(0);
            assertThat(next.count("uploaded")).isEqualTo(COUNT);
            assertThat(fast.run("sync", "--json").ended(0).count("unchanged")).isEqualTo(COUNT);
        }
    }

    @Test
    void leavesTheNextRunWholeWhenItIsKilled() throws Exception {
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .build()
                .generate(directory.resolve("recordings"));
        try (EmbeddedS3 server = EmbeddedS3.start();
                FaultProxy proxy = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule look = proxy.hold(Match.operation("HeadObject").withKey("camera-01/.*"));
            CommandProcess slow = new CommandProcess(Main.class, server, directory)
                    .with("S3_ENDPOINT", proxy.endpoint().toString());
            Started held = slow.start("sync", "--transfers", "1");
            look.awaitFired(1); // an object is stored, and not confirmed
            held.process().destroyForcibly();
            held.await().ended(137);

            CommandProcess fast = new CommandProcess(Main.class, server, directory);
            Ended next = fast.run("sync", "--verify", "--json").ended(0);
            assertThat(next.count("uploaded")).isEqualTo(COUNT - 1);
            assertThat(next.count("unchanged")).isEqualTo(1);
            assertThat(fast.run("sync", "--json").ended(0).count("unchanged")).isEqualTo(COUNT);
        }
    }
}
