package io.cammanager.backup.cli.health;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RemoteStatus.Answer;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts health into JSON lines. What is not known has no field. */
public final class HealthJson {
    private HealthJson() {}

    /** Returns a line for each camera and each problem, and the summary. */
    public static List<String> lines(Health health) {
        List<String> lines = new ArrayList<>();
        health.cameras().forEach(camera -> lines.add(line(health, camera).toString()));
        for (Problem problem : health.problems()) {
            lines.add(JsonReporter.error(problem.exitCode(), problem.message()).toString());
        }
        lines.add(summary(health).put("exit_code", health.exitCode().code()).toString());
        return lines;
    }

    private static JsonLine line(Health health, CameraHealth camera) {
        JsonLine line = JsonLine.of("camera").put("camera", camera.camera());
        if (health.status() != null) {
            amount(line, "local", camera.here());
            amount(line, "confirmed", camera.confirmed());
            amount(line, "pending", camera.pending());
        }
        if (camera.local() != null) {
            time(line, "oldest_pending", camera.local().oldestPending());
            time(line, "last_recording", camera.local().lastRecording());
            time(line, "last_backup", camera.local().lastBackup());
        }
        if (camera.remote() != null) {
            amount(line, "remote", camera.remote());
            amount(line, "missing", camera.missing());
        }
        return line;
    }

    private static JsonLine summary(Health health) {
        JsonLine line = JsonLine.of("summary");
        answer(line, "reachable", health.remote().reachable());
        answer(line, "bucket_exists", health.remote().bucketExists());
        BackupStatus status = health.status();
        if (status != null) {
            local(line, status);
            UpkeepJson.put(line, new Upkeep(status, health.allowed().intervals()));
        }
        if (health.remote().problem() == null) {
            amount(line, "remote", health.remote().total());
            amount(line, "missing", health.missing());
        }
        return line.put("max_age_seconds", health.allowed().maxAge().toSeconds());
    }

    private static void local(JsonLine line, BackupStatus status) {
        Instant success =
                status.lastSuccess(RunRecord.Kind.SYNC).map(RunRecord::ended).orElse(null);
        time(line, "last_success", success);
        age(line, "last_success_age_seconds", success, status.at());
        status.last(RunRecord.Kind.SYNC)
                .ifPresent(run -> line.put("last_exit_code", run.exitCode().code()));
        amount(line, "local", status.local());
        amount(line, "confirmed", status.confirmed());
        amount(line, "pending", status.pending());
        Instant oldest = status.oldestPending().orElse(null);
        time(line, "oldest_pending", oldest);
        age(line, "oldest_pending_age_seconds", oldest, status.at());
        checks(line, status);
        Disk disk = status.disk();
        if (disk != null) {
            line.put("disk_total_bytes", disk.totalBytes()).put("disk_free_bytes", disk.freeBytes());
        }
    }

    private static void checks(JsonLine line, BackupStatus status) {
        status.last(RunRecord.Kind.VERIFY).ifPresent(run -> run(line, "last_verify", run));
        status.last(RunRecord.Kind.VERIFY)
                .flatMap(RunRecord::level)
                .ifPresent(level -> line.put("last_verify_level", level.name().toLowerCase(Locale.ROOT)));
        Coverage coverage = status.coverage();
        line.put("never_read", coverage.neverRead());
        time(line, "oldest_read", coverage.oldestRead());
        line.put("unread_age_seconds", coverage.age().toSeconds());
        status.last(RunRecord.Kind.DRILL).ifPresent(run -> run(line, "last_drill", run));
        Assurance assurance = new Assurance(status);
        line.put("coverage", assurance.coverage().name().toLowerCase(Locale.ROOT));
        line.put("drill", assurance.drill().name().toLowerCase(Locale.ROOT));
        if (status.holder() != null) {
            line.put("lock", status.holder());
        }
    }

    static void run(JsonLine line, String name, RunRecord run) {
        time(line, name, run.ended());
        line.put(name + "_exit_code", run.exitCode().code());
    }

    private static void answer(JsonLine line, String name, Answer answer) {
        if (answer != Answer.UNKNOWN) {
            line.put(name, answer == Answer.YES);
        }
    }

    private static void amount(JsonLine line, String name, Amount amount) {
        line.put(name + "_files", amount.files()).put(name + "_bytes", amount.bytes());
    }

    private static void time(JsonLine line, String name, @Nullable Instant time) {
        if (time != null) {
            line.put(name, time.toString());
        }
    }

    private static void age(JsonLine line, String name, @Nullable Instant since, Instant now) {
        if (since != null) {
            line.put(name, Math.max(0, Duration.between(since, now).toSeconds()));
        }
    }
}
