package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.doctor.Doctor.Writing;
import io.cammanager.backup.core.doctor.Finding;
import io.cammanager.backup.core.doctor.Finding.Verdict;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.doctor.Surroundings.Way;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a server over HTTP can show: its clock, its checksum headers, and how it refuses. */
@Tag("long")
final class EmbeddedDoctorTest {
    private final List<Finding> findings = new ArrayList<>();
    private EmbeddedS3 server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.start();
        Files.createDirectories(directory.resolve("recordings/garage"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ExitCode examine(S3Server asked) {
        try (Doctor doctor = BackupEngineBuilder.create()
                .source(directory.resolve("recordings"))
                .stateDirectory(directory.resolve("state"))
                .store(S3StoreProvider.of(asked.config("recordings")), "")
                .buildDoctor(new Surroundings(List.of(), Way.LOOPBACK))) {
            return doctor.examine(Writing.ALLOWED, findings::add);
        }
    }

    private Finding finding(String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not in " + findings));
    }

    @Test
    void aServerThatKeepsItsPromisesPassesAndNothingIsLeftOnIt() {
        try (BucketCareBench bench = new BucketCareBench(S3Server.of(server), "recordings", directory)) {
            bench.store.createBucket();

            assertThat(examine(S3Server.of(server))).as("%s", findings).isEqualTo(ExitCode.OK);

            assertThat(bench.keys()).isEmpty();
        }
        assertThat(finding("clock").found()).isEqualTo("this machine's agrees with the store's");
        assertThat(finding("checksum header").found()).isEqualTo("a wrong x-amz-checksum-sha256 is refused");
        assertThat(finding("HEAD's checksum").found()).isEqualTo("told");
        assertThat(finding("race").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aWrongSecretIsNamedAndTheServersClockIsReadAllTheSame() {
        S3Server right = S3Server.of(server);

        ExitCode end = examine(new S3Server(right.endpoint(), right.accessKey(), "not the secret"));

        assertThat(end).isEqualTo(ExitCode.DENIED);
        assertThat(finding("keys").found()).contains(right.accessKey()).doesNotContain("not the secret");
        assertThat(finding("clock").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aServerThatIsGoneIsNamed() {
        S3Server gone = S3Server.of(server);
        server.close();

        assertThat(examine(gone)).isEqualTo(ExitCode.UNREACHABLE);

        assertThat(finding("endpoint").found()).contains("connection refused");
    }
}
