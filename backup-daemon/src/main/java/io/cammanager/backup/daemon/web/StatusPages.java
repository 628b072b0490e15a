package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the backup stands, as the daemon last looked at it. Until it has looked there are no runs and no cameras. */
final class StatusPages {
    private static final int RUNS_IN_STATUS = 10;
    private static final int RUNS_BY_DEFAULT = 20;

    private final DaemonControl control;

    StatusPages(DaemonControl control) {
        this.control = control;
    }

    String status() {
        DaemonSnapshot daemon = control.snapshot();
        return JsonText.object(json -> {
            json.put("phase", daemon.phase())
                    .put("started", daemon.started())
                    .object("current", daemon.current(), JobText::job)
                    .array("waiting", daemon.waiting(), JobText::job);
            JobText.times(json, "next_due", daemon.nextDue());
            JobText.results(json, "last_results", daemon.lastResults());
            json.object("backup", daemon.status(), StatusPages::backup)
                    .array("runs", first(RUNS_IN_STATUS, runs(daemon)), JobText::run);
        });
    }

    /**
     * Returns the last runs, newest first.
     *
     * @param limit how many, 1 to {@value BackupStatus#MAX_RUNS}; null for {@value #RUNS_BY_DEFAULT}
     */
    String runs(@Nullable String limit) {
        List<RunRecord> runs = first(limit == null ? RUNS_BY_DEFAULT : count(limit), runs(control.snapshot()));
        return JsonText.object(json -> json.array("runs", runs, JobText::run));
    }

    String run(String id) {
        RunRecord found = runs(control.snapshot()).stream()
                .filter(run -> run.runId().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal.Thrown(
                        404, "there is no run with this id among the last " + BackupStatus.MAX_RUNS));
        return JsonText.object(json -> JobText.run(json, found));
    }

    String cameras() {
        BackupStatus status = control.snapshot().status();
        return JsonText.object(json -> json.put("at", status == null ? null : status.at())
                .array("cameras", status == null ? List.of() : status.cameras(), StatusPages::camera));
    }

    private static void backup(JsonText json, BackupStatus status) {
        json.put("at", status.at())
                .object("local", status.local(), StatusPages::amount)
                .object("confirmed", status.confirmed(), StatusPages::amount)
                .object("pending", status.pending(), StatusPages::amount)
                .put("oldest_pending", status.oldestPending().orElse(null))
                .object(
                        "disk",
                        status.disk(),
                        (object, disk) ->
                                object.put("total_bytes", disk.totalBytes()).put("free_bytes", disk.freeBytes()));
    }

    private static void camera(JsonText json, CameraStatus camera) {
        json.put("camera", camera.camera())
                .object("local", camera.local(), StatusPages::amount)
                .object("confirmed", camera.confirmed(), StatusPages::amount)
                .object("pending", camera.pending(), StatusPages::amount)
                .put("oldest_pending", camera.oldestPending())
                .put("last_recording", camera.lastRecording())
                .put("last_backup", camera.lastBackup())
                .object("last_day", camera.lastDay(), StatusPages::coverage)
                .object("last_week", camera.lastWeek(), StatusPages::coverage);
    }

    private static void amount(JsonText json, Amount amount) {
        json.put("files", amount.files()).put("bytes", amount.bytes());
    }

    private static void coverage(JsonText json, Coverage coverage) {
        json.put("recordings", coverage.recordings())
                .put("confirmed", coverage.confirmed())
                .put("ratio", coverage.ratio());
    }

    private static List<RunRecord> runs(DaemonSnapshot daemon) {
        BackupStatus status = daemon.status();
        return status == null ? List.of() : status.runs();
    }

    private static List<RunRecord> first(int limit, List<RunRecord> runs) {
        return runs.subList(0, Math.min(limit, runs.size()));
    }

    private static int count(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= BackupStatus.MAX_RUNS) {
                return count;
            }
        }
        throw new Refusal.Thrown(400, "limit must be a number from 1 to " + BackupStatus.MAX_RUNS);
    }
}
