package io.cammanager.backup.daemon.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cammanager.backup.daemon.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.HoldingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as its system sees it: a process that gets signals. */
@Timeout(300)
class DaemonProcessTest {
    private static final int COUNT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Started> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void record() throws IOException {
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .build()
                .generate(directory.resolve("recordings"));
    }

    /** A daemon does not end by itself when a test fails. */
    @AfterEach
    void killWhatStillRuns() {
        started.forEach(daemon -> daemon.process().destroyForcibly());
    }

    private Started start(CommandProcess command) throws IOException {
        Started daemon = command.start();
        started.add(daemon);
        return daemon;
    }

    @Test
    void endsWith143OnATermSignalInTheMiddleOfAnUploadAndCompletesTheNextTime() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start();
                HoldingProxy proxy = new HoldingProxy(server.endpoint(), "PUT /recordings/camera-01/")) {
            Started held = start(new CommandProcess(Main.class, server, directory)
                    .with("S3_ENDPOINT", proxy.endpoint().toString()));
            proxy.awaitHolding();
            held.process().destroy();

            assertThat(held.await().ended(143).err()).contains("Sync interrupted: " + COUNT + " failed");

            Started next = start(new CommandProcess(Main.class, server, directory));
            awaitLog(next, "Sync completed: " + COUNT + " uploaded");
            next.process().destroy();
            next.await().ended(143);
            assertThat(server.requestLog())
                    .filteredOn(DaemonProcessTest::sendsARecording)
                    .hasSize(COUNT);
        }
    }

    @Test
    void readsItsSettingsAgainOnAHangUpAndKeepsTheOldOnesWhenTheyAreBad() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            Path config = Files.writeString(directory.resolve("rclone.conf"), "[minio]\ntype = s3\n");
            Started daemon = start(new CommandProcess(Main.class, server, directory)
                    .with("RCLONE_CONFIG", config.toString())
                    .with("BACKUP_REMOTE", "minio:recordings"));
            awaitLog(daemon, "Sync completed");
            signal(daemon, "HUP");
            awaitLog(daemon, "the settings were read again");
            Files.delete(config);
            signal(daemon, "HUP");
            awaitLog(daemon, "ERROR the new settings are not taken, the old ones stay: ");
            daemon.process().destroy();

            daemon.await().ended(143);
        }
    }

    private static boolean sendsARecording(LoggedRequest request) {
        return request.method().equals("PUT") && request.path().contains("/camera-01/");
    }

    private static void awaitLog(Started daemon, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Files.readString(daemon.err(), UTF_8)).contains(text));
    }

    private static void signal(Started daemon, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(daemon.process().pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
