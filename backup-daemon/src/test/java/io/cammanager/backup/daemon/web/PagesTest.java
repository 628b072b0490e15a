package io.cammanager.backup.daemon.web;

import static io.cammanager.backup.daemon.web.FakeControl.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private final TestServer server = TestServer.open();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isLiveUnlessItsJobThreadIsDead() throws Exception {
        server.control.is(FakeControl.snapshot(Phase.STARTING, result(ExitCode.UNREACHABLE), null));

        HttpResponse<String> alive = server.get("/health/live");
        server.jobsAlive = false;
        HttpResponse<String> dead = server.get("/health/live");

        assertThat(alive.statusCode()).isEqualTo(200);
        assertThat(alive.body().strip())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"jobs\",\"status\":\"UP\",\"data\":{}}]}");
        assertThat(dead.statusCode()).isEqualTo(503);
        assertThat(dead.body().strip())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"jobs\",\"status\":\"DOWN\",\"data\":{}}]}");
    }

    @ParameterizedTest
    @EnumSource
    void isReadyAfterASyncThatMetNoLastingObstacle(ExitCode exitCode) throws Exception {
        boolean lasting = List.of(5, 6, 8, 10, 12).contains(exitCode.code());
        server.control.is(FakeControl.snapshot(Phase.RUNNING, result(exitCode), null));

        HttpResponse<String> answer = server.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(lasting ? 503 : 200);
        assertThat(answer.body()).contains("\"exit_code\":" + exitCode.code()).doesNotContain("what went wrong");
    }

    @ParameterizedTest
    @CsvSource({"STARTING,503,503", "RUNNING,200,200", "STOPPING,503,200"})
    void isReadyAndStartedByItsPhase(Phase phase, int ready, int started) throws Exception {
        server.control.is(FakeControl.snapshot(phase, null, null));

        assertThat(server.get("/health/ready").statusCode()).isEqualTo(ready);
        assertThat(server.get("/health/started").statusCode()).isEqualTo(started);
    }

    @Test
    void showsTheMetrics() throws Exception {
        HttpResponse<String> answer = server.get("/metrics");

        assertThat(answer.body()).isEqualTo("cctv_backup_build_info 1\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void tellsWhereTheDaemonStands() throws Exception {
        Job job = job("j1", Trigger.SCHEDULE);
        Job next = job("j2", Trigger.REQUEST);
        server.control.is(new DaemonSnapshot(
                Phase.RUNNING,
                NOW,
                job,
                List.of(next),
                Map.of(JobKind.VERIFY, NOW.plusSeconds(60)),
                Map.of(JobKind.SYNC, result(ExitCode.INCOMPLETE)),
                status("garage")));

        JsonObject answer = JsonObject.parse(server.get("/api/v1/status").body());

        assertThat(answer.text("phase")).isEqualTo("running");
        assertThat(object(answer, "current").text("id")).isEqualTo("j1");
        assertThat(object(answer, "next_due").text("verify")).isEqualTo("2026-03-01T10:01:00Z");
        JsonObject last = object(object(answer, "last_results"), "sync");
        assertThat(last.number("exit_code")).isEqualTo(3);
        assertThat(object(last, "counts").number("uploaded")).isEqualTo(7);
        JsonObject backup = object(answer, "backup");
        assertThat(object(backup, "pending").number("files")).isEqualTo(2);
        assertThat(object(backup, "disk").number("free_bytes")).isEqualTo(40);
        assertThat(server.get("/api/v1/status").body()).contains("\"id\":\"j2\"", "\"run_id\":\"run-1\"");
    }

    @Test
    void hasNoRunsAndNoCamerasBeforeItHasLooked() throws Exception {
        assertThat(server.get("/api/v1/runs").body()).isEqualTo("{\"runs\":[]}");
        assertThat(server.get("/api/v1/cameras").body()).isEqualTo("{\"at\":null,\"cameras\":[]}");
        assertThat(object(JsonObject.parse(server.get("/api/v1/status").body()), "next_due")
                        .text("sync"))
                .isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void listsAsManyRunsAsAskedFor() throws Exception {
        server.control.is(FakeControl.snapshot(Phase.RUNNING, null, status("garage")));

        assertThat(server.get("/api/v1/runs?limit=1").body())
                .contains("\"run_id\":\"run-1\"", "\"duration_ms\":12000")
                .doesNotContain("run-2");
        assertThat(server.get("/api/v1/runs").body()).contains("run-1", "run-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "1e1", "", "99999999999"})
    void refusesALimitThatIsNone(String limit) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/runs?limit=" + limit);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonObject.parse(answer.body()).text("detail")).isEqualTo("limit must be a number from 1 to 100");
    }

    @Test
    void showsOneRun() throws Exception {
        server.control.is(FakeControl.snapshot(Phase.RUNNING, null, status("garage")));

        JsonObject run = JsonObject.parse(server.get("/api/v1/runs/run-2").body());

        assertThat(run.text("problem")).isEqualTo("cannot reach the store");
        assertThat(run.number("exit_code")).isEqualTo(5);
        assertThat(server.get("/api/v1/runs/run-3").statusCode()).isEqualTo(404);
    }

    @Test
    void showsCamerasWhateverTheyAreCalled() throws Exception {
        String name = "\"><script>alert(1)</script>\n\u202e\u2028\ud800";
        server.control.is(FakeControl.snapshot(Phase.RUNNING, null, status(name)));

        String body = server.get("/api/v1/cameras").body();

        assertThat(body).contains("\"last_day\":{\"recordings\":4,\"confirmed\":3,\"ratio\":0.75}");
        assertThat(body).doesNotContain("\n").matches("\\p{ASCII}*");
        assertThat(body).contains("\\\"><script>alert(1)</script>\\n\\u202E\\u2028\\uD800\"");
    }

    @Test
    void takesAJobAndTellsHowItGoes() throws Exception {
        HttpResponse<String> taken = server.postJob("{\"kind\":\"sync\",\"dry_run\":true,\"verify\":\"head\"}");
        String location = taken.headers().firstValue("Location").orElseThrow();
        Job job = new Job("job-1", new JobRequest(JobKind.SYNC, Trigger.REQUEST, Mode.DRY_RUN, VerifyScope.HEAD), NOW);

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(location).isEqualTo("/api/v1/jobs/job-1");
        assertThat(server.control.requests()).containsExactly(job.request());
        assertThat(JsonObject.parse(taken.body()).text("state")).isEqualTo("waiting");
        server.control.start(job);
        assertThat(JsonObject.parse(server.get(location).body()).text("state")).isEqualTo("running");
        server.control.end(job, result(ExitCode.INCOMPLETE));
        JsonObject done = JsonObject.parse(server.get(location).body());
        assertThat(done.text("state")).isEqualTo("done");
        assertThat(done.number("exit_code")).isEqualTo(3);
        assertThat(object(done, "counts").number("uploaded")).isEqualTo(7);
    }

    @Test
    void knowsAJobThatHasEndedBeforeTheAnswer() throws Exception {
        server.control.onRequest(job -> {
            server.control.start(job);
            server.control.end(job, result(ExitCode.OK));
        });

        JsonObject taken =
                JsonObject.parse(server.postJob("{\"kind\":\"verify\"}").body());

        assertThat(taken.text("state")).isEqualTo("done");
        assertThat(taken.text("kind")).isEqualTo("verify");
    }

    @Test
    void takesNoJobWhenItIsStopping() throws Exception {
        server.control.is(FakeControl.snapshot(Phase.STOPPING, null, null));

        assertThat(server.postJob("{\"kind\":\"sync\"}").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"kind\":\"sync\"} x",
                "{\"kind\":\"sync\",\"kind\":\"verify\"}",
                "{\"kind\":\"SYNC\"}",
                "{\"kind\":\"dance\"}",
                "{\"kind\":7}",
                "{\"dry_run\":true}",
                "{\"kind\":\"sync\",\"dry_run\":\"no\"}",
                "{\"kind\":\"sync\",\"verify\":null}",
                "{\"kind\":\"sync\",\"verify\":\"deep\"}",
                "{\"kind\":\"sync\",\"path\":\"/etc\"}",
                "{\"kind\":\"verify\",\"dry_run\":false}",
                "{\"kind\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void refusesAJobThatMakesNoSense(String body) throws Exception {
        HttpResponse<String> answer = server.postJob(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(server.control.requests()).isEmpty();
    }

    @Test
    void forgetsTheOldestJobThatIsDone() throws Exception {
        Job running = job("running", Trigger.START);
        server.control.start(running);
        for (int i = 0; i < JobBook.MAX_JOBS; i++) {
            Job job = job("done-" + i, Trigger.WATCHER);
            server.control.start(job);
            server.control.end(job, result(ExitCode.OK));
        }

        assertThat(server.get("/api/v1/jobs/running").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/jobs/done-0").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/jobs/done-1").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/jobs/done-99").statusCode()).isEqualTo(200);
    }

    static Job job(String id, Trigger trigger) {
        return new Job(id, JobRequest.sync(trigger), NOW);
    }

    static JobResult result(ExitCode exitCode) {
        return new JobResult(NOW, NOW.plusSeconds(12), exitCode, "what went wrong", Map.of("uploaded", 7L));
    }

    private static BackupStatus status(String camera) {
        CameraStatus one = new CameraStatus(
                camera,
                new Amount(10, 1000),
                new Amount(8, 800),
                new Amount(2, 200),
                NOW.minusSeconds(60),
                NOW,
                null,
                new Coverage(4, 3),
                new Coverage(0, 0));
        RunRecord good = new RunRecord(
                "run-1", RunRecord.Kind.SYNC, NOW, NOW.plusSeconds(12), ExitCode.OK, null, Map.of("uploaded", 1L));
        RunRecord bad = new RunRecord(
                "run-2",
                RunRecord.Kind.SYNC,
                NOW.minusSeconds(3600),
                NOW.minusSeconds(3590),
                ExitCode.UNREACHABLE,
                "cannot reach the store",
                Map.of());
        return new BackupStatus(NOW, List.of(one), List.of(good, bad), new BackupStatus.Disk(100, 40));
    }

    private static JsonObject object(JsonObject json, String name) {
        JsonObject found = json.object(name);
        assertThat(found).as(name).isNotNull();
        return Objects.requireNonNull(found);
    }
}
