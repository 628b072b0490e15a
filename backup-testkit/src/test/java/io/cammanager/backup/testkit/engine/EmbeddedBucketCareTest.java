package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.InitReport;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.bucket.InitWish;
import io.cammanager.backup.core.bucket.InitWish.Versions;
import io.cammanager.backup.core.bucket.Retention;
import io.cammanager.backup.core.bucket.RetentionWish;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps versions, and knows neither life-cycle rules nor Object Lock. */
final class EmbeddedBucketCareTest {
    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private BucketCareBench bench;

    @BeforeEach
    void start() {
        server = EmbeddedS3.start();
        bench = new BucketCareBench(S3Server.of(server), "recordings", directory);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private InitReport init(InitWish wish) {
        try (BucketCare care = bench.care()) {
            return care.init(wish);
        }
    }

    private static State state(InitReport report, String subject) {
        return report.steps().stream()
                .filter(step -> step.subject().equals(subject))
                .map(Step::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void versionsAreSwitchedOnAndWhatTheServerCannotDoIsNamed() {
        InitReport report = init(new InitWish(Versions.KEEP, null));
        InitReport again = init(new InitWish(Versions.KEEP, null));

        assertThat(state(report, "bucket")).isEqualTo(State.DONE);
        assertThat(state(report, "versions")).isEqualTo(State.DONE);
        assertThat(state(report, "uploads")).isEqualTo(State.FAILED);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(state(again, "versions")).isEqualTo(State.THERE);
        assertThat(bench.admin.versioning()).isEqualTo(Versioning.ENABLED);
    }

    @Test
    void aBucketThatWasToBeLockedIsNotMadeWithoutALock() {
        InitWish locked = new InitWish(Versions.KEEP, new BucketLock.Default(LockMode.GOVERNANCE, 1));

        assertThatThrownBy(() -> init(locked))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                .hasMessageContaining("no buckets with Object Lock");
        assertThat(bench.store.bucketExists()).isFalse();
    }

    @Test
    void aBucketThatIsThereIsNotSaidToBeLocked() {
        init(new InitWish(Versions.KEEP, null));

        InitReport report = init(new InitWish(Versions.KEEP, new BucketLock.Default(LockMode.GOVERNANCE, 1)));

        assertThat(state(report, "lock")).isEqualTo(State.FAILED);
        assertThat(report.steps()).extracting(Step::subject).doesNotContain("proof");
    }

    @Test
    void retentionSaysThatNothingWasSet() {
        init(new InitWish(Versions.AS_THEY_ARE, null));

        try (BucketCare care = bench.care()) {
            assertThatThrownBy(
                            () -> care.retention().set(new RetentionWish(3, 3, null, null, null), Retention.Mode.APPLY))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                    .hasMessageContaining("nothing was set");
        }
    }
}
