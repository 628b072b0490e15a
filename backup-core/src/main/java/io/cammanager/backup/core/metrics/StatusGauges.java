package io.cammanager.backup.core.metrics;

import static io.cammanager.backup.core.metrics.BackupMetrics.PREFIX;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the backup stands. What is not known is left out, since a 0 would be a statement. */
final class StatusGauges {
    private static final double MILLIS = 1000;

    private final Clock clock;
    private final PrometheusRegistry registry;
    private volatile @Nullable BackupStatus status;

    StatusGauges(Clock clock, PrometheusRegistry registry) {
        this.clock = clock;
        this.registry = registry;
        runs();
        checks();
        upkeep();
        pending();
        cameras();
    }

    void show(BackupStatus now) {
        status = now;
    }

    private void runs() {
        gauge(
                "run_last_start_timestamp_seconds",
                "When the last sync began.",
                now -> now.last(RunRecord.Kind.SYNC).map(run -> seconds(run.started())));
        gauge(
                "run_last_success_timestamp_seconds",
                "When the last sync that saved everything ended.",
                now -> now.lastSuccess(RunRecord.Kind.SYNC).map(run -> seconds(run.ended())));
        gauge(
                "run_last_status",
                "The exit code of the last sync; 0 is success.",
                now -> now.last(RunRecord.Kind.SYNC)
                        .map(run -> (double) run.exitCode().code()));
        gauge(
                "run_duration_seconds",
                "How long the last sync took.",
                now -> now.last(RunRecord.Kind.SYNC).map(run -> run.duration().toMillis() / MILLIS));
        gauge(
                "verify_last_success_timestamp_seconds",
                "When the last verification that found everything as it should be ended.",
                now -> now.lastSuccess(RunRecord.Kind.VERIFY).map(run -> seconds(run.ended())));
    }

    private void checks() {
        gauge(
                "verify_last_status",
                "The exit code of the last verification; 0 is success.",
                now -> now.last(RunRecord.Kind.VERIFY)
                        .map(run -> (double) run.exitCode().code()));
        gauge(
                "drill_last_timestamp_seconds",
                "When the last restore drill ended.",
                now -> now.last(RunRecord.Kind.DRILL).map(run -> seconds(run.ended())));
        gauge(
                "drill_last_success_timestamp_seconds",
                "When the last restore drill that brought everything back ended.",
                now -> now.lastSuccess(RunRecord.Kind.DRILL).map(run -> seconds(run.ended())));
        gauge(
                "drill_last_status",
                "The exit code of the last restore drill; 0 is success.",
                now -> now.last(RunRecord.Kind.DRILL)
                        .map(run -> (double) run.exitCode().code()));
        gauge(
                "never_read_files",
                "Files confirmed in the bucket whose content was never read back.",
                now -> Optional.of((double) now.coverage().neverRead()));
        gauge(
                "oldest_read_age_seconds",
                "For how long the content of some file was not read back since it was confirmed; 0 when there is none.",
                now -> Optional.of((double) now.coverage().age().toSeconds()));
    }

    /** Of each kind there are the same three, once it was ever done; then what its last run did, and what it found. */
    private void upkeep() {
        for (RunRecord.Kind kind : Upkeep.KINDS) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            gauge(
                    name + "_last_timestamp_seconds",
                    "When the last " + name + " ended.",
                    now -> now.last(kind).map(run -> seconds(run.ended())));
            gauge(
                    name + "_last_success_timestamp_seconds",
                    "When the last " + name + " with nothing wrong ended.",
                    now -> now.lastSuccess(kind).map(run -> seconds(run.ended())));
            gauge(
                    name + "_last_status",
                    "The exit code of the last " + name + "; 0 is success.",
                    now -> now.last(kind).map(run -> (double) run.exitCode().code()));
        }
        for (RunRecord.Kind kind : Upkeep.DAMAGE_FINDING) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            gauge(
                    name + "_damaged_files",
                    "Files that the last " + name + " left alone, their copies being damaged or missing.",
                    now -> now.last(kind).map(run -> (double) Upkeep.damaged(run)));
        }
        last(RunRecord.Kind.MIRROR, "copied", "mirror_copied_files", "Objects that the last mirror copied.");
        last(RunRecord.Kind.MIRROR, "bytes_copied", "mirror_copied_bytes", "Bytes that the last mirror copied.");
        last(RunRecord.Kind.PRUNE, "pruned", "prune_deleted_files", "Files that the last prune deleted here.");
        last(RunRecord.Kind.PRUNE, "bytes_freed", "prune_freed_bytes", "Bytes that the last prune freed here.");
        last(
                RunRecord.Kind.RETENTION,
                "deleted",
                "retention_deleted_files",
                "Objects that the last retention deleted.");
        gauge(
                "lock_days",
                "The days for which the bucket locks each new recording, as a verification found it; 0 when it does not.",
                now -> now.lockDays().map(Long::doubleValue));
        gauge(
                "retention_days",
                "The days for which recordings are kept.",
                now -> Optional.ofNullable(now.retention()).map(kept -> (double) kept.toDays()));
    }

    private void last(RunRecord.Kind kind, String count, String name, String help) {
        gauge(name, help, now -> now.last(kind).map(run -> (double) run.count(count)));
    }

    private void pending() {
        gauge(
                "pending_files",
                "Local files that are not confirmed in the bucket.",
                now -> Optional.of((double) now.pending().files()));
        gauge(
                "pending_bytes",
                "Bytes of local files that are not confirmed in the bucket.",
                now -> Optional.of((double) now.pending().bytes()));
        gauge(
                "unprotected_bytes",
                "Bytes that would be lost if the local disk failed now.",
                now -> Optional.of((double) now.pending().bytes()));
        gauge(
                "oldest_pending_age_seconds",
                "How long the longest waiting file has been waiting; 0 when none waits.",
                now -> Optional.of(now.oldestPending().map(this::age).orElse(0.0)));
        gauge(
                "local_free_bytes",
                "Free space of the file system that holds the recordings.",
                now -> Optional.ofNullable(now.disk()).map(disk -> (double) disk.freeBytes()));
    }

    private void cameras() {
        perCamera(
                "camera_last_recording_timestamp_seconds",
                "When the camera's newest file was last written to.",
                camera -> Optional.ofNullable(camera.lastRecording()).map(StatusGauges::seconds));
        perCamera(
                "camera_last_backup_timestamp_seconds",
                "When a file of the camera was last confirmed in the bucket.",
                camera -> Optional.ofNullable(camera.lastBackup()).map(StatusGauges::seconds));
        GaugeWithCallback.builder()
                .name(PREFIX + "camera_coverage_ratio")
                .help("The share of the files of the last 24 hours or 7 days that is confirmed, 0 to 1.")
                .labelNames("camera", "window")
                .callback(gauge -> ifKnown(now -> now.cameras().forEach(camera -> {
                    gauge.call(camera.lastDay().ratio(), camera.camera(), "24h");
                    gauge.call(camera.lastWeek().ratio(), camera.camera(), "7d");
                })))
                .register(registry);
    }

    private void gauge(String name, String help, Function<BackupStatus, Optional<Double>> value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(gauge -> ifKnown(now -> value.apply(now).ifPresent(gauge::call)))
                .register(registry);
    }

    private void perCamera(String name, String help, Function<CameraStatus, Optional<Double>> value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .labelNames("camera")
                .callback(gauge -> ifKnown(now -> now.cameras()
                        .forEach(camera ->
                                value.apply(camera).ifPresent(number -> gauge.call(number, camera.camera())))))
                .register(registry);
    }

    private void ifKnown(Consumer<BackupStatus> use) {
        BackupStatus now = status;
        if (now != null) {
            use.accept(now);
        }
    }

    private double age(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / MILLIS;
    }
}
