package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.alert.AlertConfig.Channels;
import io.cammanager.backup.daemon.alert.AlertConfig.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts for tests: an interval of an hour, a settle time of a minute, silence after two hours, a disk of 1000 bytes. */
final class Statuses {
    static final Thresholds THRESHOLDS = new Thresholds(
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofHours(2),
            total -> total / 10,
            Map.of(RunRecord.Kind.MIRROR, Duration.ofHours(6), RunRecord.Kind.RETENTION, Duration.ofHours(6)));
    static final Disk ROOMY = new Disk(1000, 500);

    private Statuses() {}

    static AlertConfig config(Channels channels, String language) {
        return new AlertConfig(THRESHOLDS, channels, "nvr-1", Locale.forLanguageTag(language));
    }

    static BackupStatus status(Instant at, List<CameraStatus> cameras, List<RunRecord> runs) {
        return new BackupStatus(at, cameras, runs, ROOMY);
    }

    static CameraStatus camera(String name, @Nullable Instant lastRecording, @Nullable Instant oldestPending) {
        Amount pending = oldestPending == null ? Amount.NONE : new Amount(3, 2048);
        Coverage none = new Coverage(0, 0);
        return new CameraStatus(name, pending, Amount.NONE, pending, oldestPending, lastRecording, null, none, none);
    }

    /** A run of a minute that ended at the given time. */
    static RunRecord run(RunRecord.Kind kind, Instant ended, ExitCode exitCode, Map<String, Long> counts) {
        String problem = switch (exitCode) {
            case OK, INCOMPLETE, MISMATCH -> null;
            default -> "it ended with " + exitCode;
        };
        return new RunRecord("r", kind, ended.minus(Duration.ofMinutes(1)), ended, exitCode, problem, counts);
    }

    static RunRecord sync(Instant ended, ExitCode exitCode) {
        return run(RunRecord.Kind.SYNC, ended, exitCode, Map.of());
    }
}
