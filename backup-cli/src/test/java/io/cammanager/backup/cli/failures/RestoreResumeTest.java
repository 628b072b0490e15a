package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, killed in the middle of a restore of 80 MiB in six ranges, and what the next one fetches. */
@Tag("long")
class RestoreResumeTest {
    private static final String NAME = "camera-01/2024-03-02_10-00-00.mp4";
    private static final long RANGE = 16 << 20;
    private static final int SIZE = (80 << 20) + 12_345;

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private FaultProxy proxy;
    private CommandProcess command;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.start();
        proxy = FaultProxy.to(server.endpoint()).start();
        command = new CommandProcess(Main.class, server, directory)
                .with("TRANSFERS", "1")
                .with("S3_ENDPOINT", proxy.endpoint().toString());
        byte[] bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        Files.createDirectories(file().getParent());
        Files.write(file(), bytes);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2024-03-02T11:00:00.123456789Z")));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private Path file() {
        return directory.resolve("recordings").resolve(NAME);
    }

    private Path target() {
        return directory.resolve("restored");
    }

    /** Lets a restore come to a request for the recording that is never answered, and kills it there. */
    private void killAt(int request) throws Exception {
        // A proxy of its own, so that what it still passes on afterwards is not counted.
        try (FaultProxy holding = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule rule = holding.add(
                    Match.operation("GetObject").withKey("camera-01/.*"),
                    Occasion.nth(request),
                    Fault.stall(Fault.Side.REQUEST, Position.BEFORE_HEAD));
            command.with("S3_ENDPOINT", holding.endpoint().toString());
            Started held = command.start("restore", target().toString(), "--json");
            rule.awaitFired(1);
            held.process().destroyForcibly();
            held.await().ended(137);
        }
        command.with("S3_ENDPOINT", proxy.endpoint().toString());
        proxy.clearLog();
        assertThat(target().resolve(NAME)).doesNotExist();
    }

    private long fetched() {
        return proxy.log().stream()
                .filter(request ->
                        request.operation().equals("GetObject") && request.key().startsWith("camera-01/"))
                .mapToLong(request -> request.traffic().bytesOut())
                .sum();
    }

    private void restores() throws IOException {
        assertThat(command.run("restore", target().toString(), "--json")
                        .ended(0)
                        .count("restored"))
                .isEqualTo(1);
        assertThat(target().resolve(NAME)).hasSameBinaryContentAs(file());
        try (Stream<Path> names = Files.list(target())) {
            assertThat(names.toList()).isEqualTo(List.of(target().resolve("camera-01")));
        }
    }

    @Test
    void theNextRestoreFetchesOnlyWhatIsMissing() throws Exception {
        command.run("sync").ended(0);
        killAt(4);

        restores();

        assertThat(fetched()).isEqualTo(SIZE - 3 * RANGE);
    }

    @Test
    void theNextRestoreGoesOnWithAnEncryptedRecording() throws Exception {
        command.with("CRYPT_PASSWORD", "correct horse battery staple")
                .with("CRYPT_FILENAME_ENCRYPTION", "off")
                .with("CRYPT_DIRECTORY_NAME_ENCRYPTION", "false");
        command.run("sync").ended(0);
        killAt(4);

        restores();

        assertThat(fetched()).isBetween(SIZE / 4L, SIZE - RANGE + (1 << 20));
    }
}
