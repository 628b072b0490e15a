package io.cammanager.backup.core.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupMetricsTest {
    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
    private static final Amount NONE = Amount.NONE;

    private final BackupMetrics metrics = new BackupMetrics("1.2.3", Clock.fixed(NOW, ZoneOffset.UTC));

    private List<String> page() {
        return new String(metrics.page(), UTF_8).lines().toList();
    }

    private static RunRecord run(RunRecord.Kind kind, int minutesAgo, ExitCode exitCode) {
        Instant ended = NOW.minusSeconds(60L * minutesAgo);
        return new RunRecord(
                "run-" + minutesAgo, kind, ended.minusMillis(90_500), ended, exitCode, null, Map.of("uploaded", 7L));
    }

    private static CameraStatus camera(String name, Amount pending, @Nullable Instant oldest) {
        return new CameraStatus(
                name,
                new Amount(10, 1000),
                NONE,
                pending,
                oldest,
                NOW.minusSeconds(30),
                NOW.minusSeconds(3600),
                new Coverage(4, 3),
                new Coverage(0, 0));
    }

    private static BackupStatus status() {
        return new BackupStatus(
                NOW,
                List.of(
                        camera("garage", new Amount(2, 300), NOW.minusSeconds(120)),
                        camera("yard", new Amount(1, 50), NOW.minusSeconds(600))),
                List.of(
                        run(RunRecord.Kind.SYNC, 5, ExitCode.UNREACHABLE),
                        run(RunRecord.Kind.VERIFY, 30, ExitCode.OK),
                        run(RunRecord.Kind.SYNC, 65, ExitCode.OK)),
                new BackupStatus.Disk(1000, 250));
    }

    @Test
    void tellsWhereTheBackupStands() {
        metrics.looked(status());

        assertThat(page())
                .contains(
                        "cctv_backup_run_last_start_timestamp_seconds 1.7701196095E9",
                        "cctv_backup_run_last_success_timestamp_seconds 1.7701161E9",
                        "cctv_backup_run_last_status 5.0",
                        "cctv_backup_run_duration_seconds 90.5",
                        "cctv_backup_verify_last_success_timestamp_seconds 1.7701182E9",
                        "cctv_backup_pending_files 3.0",
                        "cctv_backup_pending_bytes 350.0",
                        "cctv_backup_unprotected_bytes 350.0",
                        "cctv_backup_oldest_pending_age_seconds 600.0",
                        "cctv_backup_local_free_bytes 250.0",
                        "cctv_backup_camera_last_recording_timestamp_seconds{camera=\"garage\"} 1.77011997E9",
                        "cctv_backup_camera_last_backup_timestamp_seconds{camera=\"yard\"} 1.7701164E9",
                        "cctv_backup_camera_coverage_ratio{camera=\"garage\",window=\"24h\"} 0.75",
                        "cctv_backup_camera_coverage_ratio{camera=\"garage\",window=\"7d\"} 1.0");
    }

    @Test
    void tellsOfMirrorsAndDeletionsAndOfTheLock() {
        RunRecord mirror = counted(RunRecord.Kind.MIRROR, ExitCode.MISMATCH, Map.of("copied", 4L, "damaged", 2L));
        RunRecord prune = counted(RunRecord.Kind.PRUNE, ExitCode.OK, Map.of("pruned", 7L, "bytes_freed", 70L));
        RunRecord verify = counted(RunRecord.Kind.VERIFY, ExitCode.OK, Map.of(RunRecord.LOCK_DAYS, 30L));
        metrics.looked(new BackupStatus(
                NOW,
                List.of(),
                List.of(mirror, prune, verify),
                null,
                io.cammanager.backup.core.Coverage.none(NOW),
                Duration.ofDays(90),
                null));
        metrics.ended(RunRecord.Kind.MIRROR, ExitCode.MISMATCH);

        assertThat(page())
                .contains(
                        "cctv_backup_mirror_last_timestamp_seconds 1.7701194E9",
                        "cctv_backup_mirror_last_status 7.0",
                        "cctv_backup_mirror_copied_files 4.0",
                        "cctv_backup_mirror_damaged_files 2.0",
                        "cctv_backup_prune_last_success_timestamp_seconds 1.7701194E9",
                        "cctv_backup_prune_deleted_files 7.0",
                        "cctv_backup_prune_freed_bytes 70.0",
                        "cctv_backup_prune_damaged_files 0.0",
                        "cctv_backup_lock_days 30.0",
                        "cctv_backup_retention_days 90.0",
                        "cctv_backup_verify_failures_total 0.0")
                .noneMatch(line -> line.startsWith("cctv_backup_mirror_last_success"))
                .noneMatch(line -> line.startsWith("cctv_backup_retention_last"));
    }

    private static RunRecord counted(RunRecord.Kind kind, ExitCode exitCode, Map<String, Long> counts) {
        Instant ended = NOW.minusSeconds(600);
        return new RunRecord("r", kind, ended, ended, exitCode, null, counts);
    }

    @Test
    void saysNothingOfWhatIsNotKnown() {
        assertThat(page())
                .noneMatch(line -> line.startsWith("cctv_backup_pending") || line.startsWith("cctv_backup_run_last"))
                .contains("cctv_backup_runs_total{result=\"ok\"} 0.0", "cctv_backup_vanished_total 0.0")
                .anyMatch(line -> line.startsWith("cctv_backup_build_info{java=\""));
    }

    @Test
    void forgetsACameraThatIsGone() {
        metrics.looked(status());

        metrics.looked(new BackupStatus(NOW, List.of(camera("garage", NONE, null)), List.of(), null));

        assertThat(page())
                .contains("cctv_backup_oldest_pending_age_seconds 0.0")
                .noneMatch(line -> line.contains("yard"))
                .noneMatch(line -> line.startsWith("cctv_backup_local_free_bytes"));
    }

    @Test
    void countsWhatHappens() {
        metrics.onEvent(new BackupEvent.Finished("garage/1.mp4", 100, Outcome.UPLOADED, Reason.NEW, null));
        metrics.onEvent(new BackupEvent.Finished("garage/2.mp4", 50, Outcome.UPLOADED, Reason.NEW, null));
        metrics.onEvent(new BackupEvent.Finished("garage/3.mp4", 9, Outcome.FAILED, Reason.UNREADABLE, null));
        metrics.onEvent(new BackupEvent.Finished("yard/4.mp4", 9, Outcome.VANISHED, Reason.GONE, null));
        metrics.onEvent(new BackupEvent.Retrying("yard/5.mp4", 1, 500, "throttled", "503"));
        metrics.ended(RunRecord.Kind.SYNC, ExitCode.INCOMPLETE);
        metrics.ended(RunRecord.Kind.VERIFY, ExitCode.MISMATCH);

        assertThat(page())
                .contains(
                        "cctv_backup_files_total{camera=\"garage\",result=\"uploaded\"} 2.0",
                        "cctv_backup_files_total{camera=\"garage\",result=\"failed\"} 1.0",
                        "cctv_backup_bytes_total{camera=\"garage\"} 150.0",
                        "cctv_backup_vanished_total 1.0",
                        "cctv_backup_retries_total{reason=\"throttled\"} 1.0",
                        "cctv_backup_runs_total{result=\"incomplete\"} 1.0",
                        "cctv_backup_runs_total{result=\"mismatch\"} 0.0",
                        "cctv_backup_verify_failures_total 1.0");
    }

    @Test
    void theNameOfACameraCannotForgeALine() {
        String hostile = "a\"} 1\ncctv_backup_vanished_total 999\\";
        metrics.onEvent(new BackupEvent.Finished(hostile + "/1.mp4", 5, Outcome.UPLOADED, Reason.NEW, null));

        assertThat(page())
                .contains("cctv_backup_bytes_total{camera=\"a\\\"} 1\\ncctv_backup_vanished_total 999\\\\\"} 5.0")
                .doesNotContain("cctv_backup_vanished_total 999")
                .contains("cctv_backup_vanished_total 0.0");
    }

    @Test
    void writesAFileThatIsNeverHalfThere(@TempDir Path directory) throws IOException {
        Path file = MetricsFile.require(directory.resolve("backup.prom"));
        Files.writeString(file, "old");

        MetricsFile.write(file, metrics);

        assertThat(Files.readAllBytes(file)).isEqualTo(metrics.page());
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesAFileThatCannotBe(@TempDir Path directory) {
        assertThatThrownBy(() -> MetricsFile.require(directory.resolve("backup.txt")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("must end in .prom");
        assertThatThrownBy(() -> MetricsFile.require(directory.resolve("none/backup.prom")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("no writable directory");
    }
}
