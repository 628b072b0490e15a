package io.cammanager.backup.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3Config.PathStyle;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code health} says of a real bucket, before a sync, after it, and when something was taken away behind our back. */
class HealthTest {
    private static final int COUNT = 6;

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private CommandProcess command;
    private List<Recording> recordings;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.builder().start();
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
        return command.run(arguments).ended(expected);
    }

    @Test
    void anObjectDeletedBehindOurBackIsADifference() throws IOException {
        server.clearRequestLog();
        Ended before = run(10, "health", "--json");
        assertThat(before.count("pending_files")).isEqualTo(COUNT);
        assertThat(before.summary()).contains("\"reachable\":true", "\"bucket_exists\":false");
        assertThat(directory.resolve("state")).doesNotExist();

        run(0, "sync");
        server.clearRequestLog();
        Ended healthy = run(0, "health", "--json");
        assertThat(healthy.count("remote_files")).isEqualTo(COUNT);
        assertThat(healthy.count("remote_bytes"))
                .isEqualTo(recordings.stream().mapToLong(Recording::size).sum())
                .isEqualTo(healthy.count("local_bytes"));
        assertThat(healthy.count("pending_files")).isZero();
        assertThat(healthy.summary()).contains("\"last_success\":\"");
        assertThat(server.requestLog()).extracting(LoggedRequest::method).containsOnly("GET");

        deleteFirst();
        Ended missing = run(7, "health");
        String camera = recordings.get(0).name().replaceAll("/.*", "");
        assertThat(missing.out()).startsWith("Not healthy\n").containsPattern(" 1  " + camera + "\n");
        // Newer runtimes warn of SQLite's native library, which only the manifest of the finished jar allows.
        assertThat(missing.err().lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING: ")))
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains("(" + camera + ")");
        assertThat(run(7, "health", "--json").count("missing_files")).isEqualTo(1);

        run(0, "sync");
        run(0, "health");
    }

    @Test
    void seesThroughTheEncryption() throws IOException {
        command.with("CRYPT_PASSWORD", "correct horse");
        run(0, "sync");

        Ended healthy = run(0, "health", "--json");
        assertThat(healthy.count("remote_bytes")).isEqualTo(healthy.count("local_bytes"));
        assertThat(healthy.out())
                .contains("\"camera\":\"" + recordings.get(0).name().replaceAll("/.*", "") + "\"");

        command.with("CRYPT_PASSWORD", "battery staple");
        assertThat(run(12, "health", "--json").summary()).contains("\"reachable\":true", "\"bucket_exists\":true");
    }

    private static void deleteFirst() {
        S3Config config = S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .pathStyle(PathStyle.ON)
                .credentials(Secret.of(server.accessKey()), Secret.of(server.secretKey()))
                .build();
        try (StoreProvider stores = S3StoreProvider.of(config);
                ObjectStore store = stores.open(Checksums.UNCHUNKED)) {
            ObjectKey first = store.list(ListRequest.all("")).objects().stream()
                    .map(object -> object.key())
                    .filter(key -> key.value().endsWith(".mp4"))
                    .findFirst()
                    .orElseThrow();
            store.delete(first);
        }
    }
}
