package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.json.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The fields of jobs and runs in JSON. */
final class JobText {
    private JobText() {}

    static void job(JsonText json, Job job) {
        JobRequest request = job.request();
        json.put("id", job.id())
                .put("kind", request.kind())
                .put("trigger", request.trigger())
                .put("dry_run", request.mode() == Mode.DRY_RUN)
                .put("verify", request.verify())
                .put("requested", job.requested());
    }

    /** The fields of a result follow those of its job, where both are told. */
    static void result(JsonText json, JobResult result) {
        json.put("started", result.started())
                .put("ended", result.ended())
                .put("exit_code", result.exitCode().code())
                .put("problem", result.problem())
                .counts("counts", result.counts());
    }

    static void run(JsonText json, RunRecord run) {
        json.put("run_id", run.runId())
                .put("kind", run.kind())
                .put("started", run.started())
                .put("ended", run.ended())
                .put("duration_ms", run.duration().toMillis())
                .put("exit_code", run.exitCode().code())
                .put("problem", run.problem())
                .counts("counts", run.counts());
    }

    static void times(JsonText json, String name, Map<? extends Enum<?>, Instant> times) {
        Map<String, Instant> byName = new TreeMap<>();
        times.forEach((kind, at) -> byName.put(JsonText.lower(kind), at));
        json.object(name, byName, (object, sorted) -> sorted.forEach(object::put));
    }

    static void results(JsonText json, String name, Map<? extends Enum<?>, JobResult> results) {
        Map<String, JobResult> byName = new TreeMap<>();
        results.forEach((kind, result) -> byName.put(JsonText.lower(kind), result));
        json.object(
                name,
                ImmutableMap.copyOf(byName),
                (object, sorted) -> sorted.forEach((kind, result) -> object.object(kind, result, JobText::result)));
    }
}
