package io.cammanager.backup.daemon.client;

import static io.cammanager.backup.daemon.web.FakeControl.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.web.FakeControl;
import io.cammanager.backup.daemon.web.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandsTest {
    private static final Map<String, Long> COUNTS = counts();

    private final TestServer server = TestServer.open();
    private final Map<String, String> environment =
            new LinkedHashMap<>(Map.of("HTTP_BIND", server.bind(), "BACKUP_LANG", "es"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void syncsAndEndsAsTheRunEnds() throws Exception {
        server.control.onRequest(job -> {
            server.control.start(job);
            tell(job, "garage/a\nb.mp4", Outcome.UPLOADED, Reason.NEW);
            tell(job, "garage/bad.mp4", Outcome.FAILED, Reason.UNREADABLE);
            tell(new Job("other", job.request(), NOW), "other.mp4", Outcome.FAILED, Reason.UNREADABLE);
            server.control.end(job, result(ExitCode.INCOMPLETE, null));
        });

        assertThat(run("sync")).hasValue(3);

        assertThat(out()).isEqualTo("""
                Sincronización iniciada
                Sincronización incompleta: 1 fallida, 2 subidas (2,0 KiB), 7 sin cambios, 10 examinadas en 1,5 s
                """);
        assertThat(err()).isEqualTo("failed: garage/bad.mp4: could not be read: its detail\n");
        assertThat(server.control.requests())
                .containsExactly(new JobRequest(JobKind.SYNC, Trigger.REQUEST, Mode.APPLY, VerifyScope.NONE));
    }

    @Test
    void showsEveryFileWhenAskedTo() throws Exception {
        server.control.onRequest(job -> {
            server.control.start(job);
            tell(job, "garage/a\nb.mp4", Outcome.UPLOADED, Reason.NEW);
            server.control.tell(
                    job, new BackupEvent.Verified("garage/c.mp4", VerifyLevel.LIST, VerifyResult.MISSING, null));
            server.control.tell(job, new BackupEvent.Warning("the clock\njumps"));
            server.control.end(job, result(ExitCode.OK, null));
        });

        assertThat(run("sync", "--verbose", "--verify")).hasValue(0);

        assertThat(out()).contains("\nuploaded      1,0 KiB  garage/a\\nb.mp4\n");
        assertThat(err()).contains("missing: garage/c.mp4\n", "warning: the clock?jumps\n");
        assertThat(server.control.requests())
                .containsExactly(new JobRequest(JobKind.SYNC, Trigger.REQUEST, Mode.APPLY, VerifyScope.CHANGED));
    }

    @Test
    void saysWhatADryRunWouldDo() throws Exception {
        server.control.onRequest(job -> {
            server.control.start(job);
            server.control.tell(job, new BackupEvent.Planned("garage/a.mp4", 1024, Outcome.UPLOADED, Reason.NEW));
            server.control.end(job, result(ExitCode.OK, null));
        });

        assertThat(run("sync", "--dry-run")).hasValue(0);

        assertThat(out())
                .contains("upload        1,0 KiB  garage/a.mp4  (not in the bucket yet)\n")
                .contains("Simulación completada, no se envió nada: 1 fallida, 2 por subir");
    }

    @Test
    void saysWhyARunStopped() throws Exception {
        server.control.onRequest(job -> {
            server.control.start(job);
            server.control.end(
                    job, new JobResult(NOW, NOW, ExitCode.UNREACHABLE, "cannot reach http://minio:9000", Map.of()));
        });

        assertThat(run("sync")).hasValue(5);

        assertThat(out()).isEqualTo("Sincronización iniciada\nSincronización detenida\n");
        assertThat(err()).isEqualTo("error: cannot reach http://minio:9000\n");
    }

    @Test
    void learnsTheEndWithoutTheEvents() throws Exception {
        List<AutoCloseable> followers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                followers.add(new DaemonClient(DaemonAddress.of(environment))
                        .follow("/api/v1/events")
                        .body());
            }
            server.control.onRequest(job -> {
                server.control.start(job);
                server.control.end(job, result(ExitCode.OK, null));
            });

            assertThat(run("sync")).hasValue(0);

            assertThat(out()).startsWith("Sincronización completada: 1 fallida");
            assertThat(err())
                    .isEqualTo("the daemon's events came to an end: the files are not shown any more,"
                            + " the end will be\n");
        } finally {
            for (AutoCloseable follower : followers) {
                follower.close();
            }
        }
    }

    @Test
    void aDaemonThatIsNotThereOrStopsIsOneSentence() {
        server.control.is(FakeControl.snapshot(Phase.STOPPING, null, null));
        assertRefused(ExitCode.UNREACHABLE, "the daemon is stopping and takes no more jobs: ask the next one", "sync");

        server.close();
        assertRefused(
                ExitCode.UNREACHABLE,
                "no daemon answers at " + environment.get("HTTP_BIND")
                        + " (HTTP_BIND): start it, or set HTTP_BIND as it was set for the daemon",
                "sync");
    }

    @Test
    void bringsTheTokenAlong(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), TestServer.TOKEN + "\n");
        try (TestServer guarded = TestServer.guarded()) {
            environment.put("HTTP_BIND", guarded.bind());
            guarded.control.onRequest(job -> guarded.control.end(job, result(ExitCode.OK, null)));

            assertRefused(
                    ExitCode.DENIED,
                    "the daemon at " + guarded.bind()
                            + " wants another token: set API_TOKEN as it was set for the daemon",
                    "sync");
            environment.put("API_TOKEN_FILE", file.toString());
            assertThat(run("sync")).hasValue(0);
            environment.put("API_TOKEN", "wrong-horse-battery");
            assertRefused(ExitCode.DENIED, null, "sync");
        }
    }

    @Test
    void checksTheHealth() throws Exception {
        assertThat(run("check")).hasValue(0);
        server.control.is(FakeControl.snapshot(Phase.RUNNING, result(ExitCode.DENIED, "no"), null));
        assertThat(run("check")).hasValue(1);
        server.jobsAlive = false;
        assertThat(run("check")).hasValue(1);
        server.close();
        assertThat(run("check")).hasValue(1);

        assertThat(out().lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("the daemon is alive and ready"),
                        line -> assertThat(line).startsWith("the daemon is alive but not ready: "),
                        line -> assertThat(line).startsWith("the daemon is not alive: "),
                        line -> assertThat(line).startsWith("no daemon answers at "));
    }

    @Test
    void findsADaemonThatListensEverywhere() {
        assertThat(DaemonAddress.of(Map.of()).hostAndPort()).isEqualTo("127.0.0.1:8484");
        assertThat(DaemonAddress.of(Map.of("HTTP_BIND", "0.0.0.0:80")).hostAndPort())
                .isEqualTo("127.0.0.1:80");
        assertThat(DaemonAddress.of(Map.of("HTTP_BIND", "[::]:80")).hostAndPort())
                .isEqualTo("[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8484", "127.0.0.1", "http://127.0.0.1:8484", "a b:1", "evil/x:1", "user@evil:80"})
    void refusesAnAddressThatIsNone(String bind) {
        environment.put("HTTP_BIND", bind);

        assertRefused(
                ExitCode.USAGE,
                "HTTP_BIND (" + bind + ") must be an address and a port, such as 127.0.0.1:8484",
                "check");
    }

    @Test
    void refusesOtherArguments() {
        assertRefused(
                ExitCode.USAGE,
                "sync takes --dry-run, --verbose and --verify or --verify=list, head or data, not --delete\\n",
                "sync",
                "--delete\n");
        assertRefused(ExitCode.USAGE, "check takes no arguments: run it alone", "check", "--verbose");
    }

    @Test
    void leavesOtherCommandsToOthers() throws Exception {
        assertThat(run("--help")).isEmpty();
        assertThat(run()).isEmpty();
    }

    private void tell(Job job, String path, Outcome outcome, Reason reason) {
        server.control.tell(job, new BackupEvent.Finished(path, 1024, outcome, reason, "its detail"));
    }

    private OptionalInt run(String... arguments) throws Exception {
        return Commands.run(
                List.of(arguments),
                environment,
                new Commands.Output(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)));
    }

    private void assertRefused(ExitCode exitCode, @Nullable String message, String... arguments) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> run(arguments))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(exitCode))
                .satisfies(e -> assertThat(e.getMessage()).isEqualTo(message == null ? e.getMessage() : message));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private static JobResult result(ExitCode exitCode, @Nullable String problem) {
        return new JobResult(NOW, NOW, exitCode, problem, COUNTS);
    }

    private static Map<String, Long> counts() {
        return Map.of(
                "scanned",
                10L,
                "uploaded",
                2L,
                "unchanged",
                7L,
                "failed",
                1L,
                "bytes_uploaded",
                2048L,
                "duration_ms",
                1500L);
    }
}
