package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsFileTest {
    private final CommandLineRun cli = new CommandLineRun();

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("backup.prom");
    }

    @Test
    void aSyncLeavesItsFigures() throws IOException {
        cli.engine.status =
                new BackupStatus(Instant.EPOCH, List.of(), List.of(), new BackupStatus.Disk(1 << 30, 1 << 20));
        cli.engine.events.add(new BackupEvent.Finished("garage/1.mp4", 77, Outcome.UPLOADED, Reason.NEW, null));
        cli.engine.exitCode = ExitCode.INCOMPLETE;

        int code = cli.run("sync", "--metrics-file", file().toString());

        assertThat(code).isEqualTo(3);
        assertThat(Files.readAllLines(file()))
                .contains(
                        "cctv_backup_bytes_total{camera=\"garage\"} 77.0",
                        "cctv_backup_runs_total{result=\"incomplete\"} 1.0",
                        "cctv_backup_local_free_bytes 1048576.0");
    }

    @Test
    void aVerificationLeavesItsFigures() throws IOException {
        cli.engine.exitCode = ExitCode.MISMATCH;

        int code = cli.run("verify", "--metrics-file", file().toString());

        assertThat(code).isEqualTo(7);
        assertThat(Files.readAllLines(file())).contains("cctv_backup_verify_failures_total 1.0");
    }

    @Test
    void aDryRunLeavesNone() {
        cli.run("sync", "--dry-run", "--metrics-file", file().toString());

        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileThatCannotBeEndsTheCommandBeforeItBegins() {
        int code = cli.run(
                "sync", "--metrics-file", directory.resolve("none/x.prom").toString());

        assertThat(code).isEqualTo(2);
        assertThat(cli.err()).startsWith("error: the metrics file ").contains("no writable directory");
        assertThat(cli.engine.syncOptions).isNull();
    }

    @Test
    void theRunIsNotAffectedByAStatusThatCannotBeTold() {
        cli.engine.statusThrown = new BackupException(ExitCode.LOCAL_STATE, "the disk is gone");

        int code = cli.run("sync", "--metrics-file", file().toString());

        assertThat(code).isZero();
        assertThat(cli.err()).contains("the metrics lack where the backup stands: the disk is gone");
        assertThat(file()).exists();
    }
}
