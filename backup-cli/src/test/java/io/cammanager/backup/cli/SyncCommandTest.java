package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Allowance;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncCommandTest {
    private static final String HOSTILE = "cam\u001b[2J/\n\u202e4pm.mp4";

    private final CommandLineRun cli = new CommandLineRun();

    @Test
    void quietRunIsOneLineOnStdout() {
        int code = cli.run("sync");

        assertThat(code).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .isEqualTo("Sync completed: 12 uploaded (3.4 GiB), 1,100 unchanged, 1 still being written,"
                        + " 2 excluded, 1,115 scanned in 12 s\n");
        assertThat(cli.engine.closed).isTrue();
    }

    @Test
    void spanishEndsInSpanish() {
        cli.environment.put("BACKUP_LANG", "es");

        cli.run("sync");

        assertThat(cli.out())
                .isEqualTo("Sincronización completada: 12 subidas (3,4 GiB), 1.100 sin cambios, 1 aún en escritura,"
                        + " 2 excluidas, 1.115 examinadas en 12 s\n");
    }

    @ParameterizedTest
    @CsvSource({
        "INCOMPLETE,3,Sync incomplete: 2 failed",
        "MISMATCH,7,'Sync finished, but the verification found differences: 2 failed'",
        "UNREACHABLE,5,Sync stopped: 2 failed",
        "SAFETY_STOP,4,Sync stopped",
        "LOCKED,11,Sync stopped",
        "INTERRUPTED,130,Sync interrupted",
        "TERMINATED,143,Sync interrupted"
    })
    void unfinishedRunNeverSaysCompleted(ExitCode exitCode, int code, String beginning) {
        cli.engine.exitCode = exitCode;

        assertThat(cli.run("sync")).isEqualTo(code);
        assertThat(cli.out()).startsWith(beginning).doesNotContain("ompleted");
    }

    @Test
    void problemIsOneSentenceOnStderr() {
        cli.engine.exitCode = ExitCode.BUCKET_MISSING;
        cli.engine.problem = new Problem(ExitCode.BUCKET_MISSING, "the bucket recordings is gone");

        assertThat(cli.run("sync")).isEqualTo(10);
        assertThat(cli.err()).isEqualTo("error: the bucket recordings is gone\n");
    }

    @Test
    void failuresGoToStderrOneLineEachWhateverTheNames() {
        cli.engine.exitCode = ExitCode.INCOMPLETE;
        cli.engine.events.addAll(List.of(
                new BackupEvent.Warning("the disk is nearly full"),
                new BackupEvent.Finished("a/ok.mp4", 5, Outcome.UPLOADED, Reason.NEW, null),
                new BackupEvent.Finished(HOSTILE, 5, Outcome.FAILED, Reason.UNREADABLE, "Permission\ndenied"),
                new BackupEvent.Verified("b/x.mp4", VerifyLevel.HEAD, VerifyResult.MISSING, null)));

        cli.run("sync");

        assertThat(cli.err()).isEqualTo("""
                        warning: the disk is nearly full
                        failed: cam\\u001b[2J/\\n\\u202e4pm.mp4: could not be read: Permission?denied
                        missing: b/x.mp4
                        """);
        assertThat(cli.out().lines()).hasSize(1);
    }

    @Test
    void verboseIsALineForEveryFile() {
        cli.engine.events.addAll(List.of(
                new BackupEvent.Retrying("a/1.mp4", 1, 1500, "unavailable", "connection reset"),
                new BackupEvent.Finished("a/1.mp4", 5 << 20, Outcome.UPLOADED, Reason.NEW, null),
                new BackupEvent.Finished("a/2.mp4", 100, Outcome.UNCHANGED, Reason.SAME, null),
                new BackupEvent.Verified("a/1.mp4", VerifyLevel.HEAD, VerifyResult.OK, null)));

        cli.run("sync", "--verbose");

        assertThat(cli.out()).startsWith("""
                        uploaded      5.0 MiB  a/1.mp4
                        unchanged       100 B  a/2.mp4
                        ok         head    a/1.mp4
                        Sync completed""");
        assertThat(cli.err()).isEqualTo("retry: a/1.mp4: attempt 1 failed, next in 1.5 s: connection reset\n");
    }

    @Test
    void dryRunTellsWhatWouldBeDone() {
        cli.engine.events.add(new BackupEvent.Planned("a/1.mp4", 5 << 20, Outcome.UPLOADED, Reason.NEW));

        cli.run("sync", "--dry-run");

        assertThat(Objects.requireNonNull(cli.engine.syncOptions).mode()).isEqualTo(SyncOptions.Mode.DRY_RUN);
        assertThat(cli.out())
                .isEqualTo("upload        5.0 MiB  a/1.mp4  (not in the bucket yet)\n"
                        + "Dry run completed, nothing was sent: 12 to upload, 1,100 unchanged, 1 still being written,"
                        + " 2 excluded, 1,115 scanned in 12 s\n");
    }

    @Test
    void dryRunTellsWhatWouldBeReplacedAndRemoved() {
        cli.engine.events.addAll(List.of(
                new BackupEvent.Planned("a/1.mp4", 5 << 20, Outcome.UPLOADED, Reason.DIFFERENT_SIZE),
                new BackupEvent.PlannedRemoval("a/2.mp4", 100)));

        cli.run("sync", "--dry-run", "--delete");
        assertThat(cli.out()).startsWith("""
                        replace       5.0 MiB  a/1.mp4  (a different object stands at its key: other size)
                        delete          100 B  a/2.mp4  (gone here)
                        """);

        cli.run("sync", "--dry-run", "--delete", "--json");
        assertThat(cli.out()).startsWith("""
                        {"message_type":"planned","path":"a/1.mp4","size":5242880,"expected":"replaced","reason":"different_size"}
                        {"message_type":"planned","path":"a/2.mp4","size":100,"expected":"deleted","reason":"gone"}
                        """);
    }

    @Test
    void tellsWhatWasRemovedAndWhatCouldNotBe() {
        cli.engine.events.addAll(List.of(
                new BackupEvent.Finished("a/1.mp4", 7, Outcome.UPLOADED, Reason.REPLACED, null),
                new BackupEvent.Removed("a/2.mp4", 100, RemovalResult.DELETED, "kept as version 7"),
                new BackupEvent.Removed("a/3.mp4", 100, RemovalResult.CHANGED, "another object is at its key by now"),
                new BackupEvent.Removed("a/4.mp4", 100, RemovalResult.NOT_OURS, null)));

        cli.run("sync", "--delete", "--verbose");
        assertThat(cli.out()).startsWith("""
                        replaced          7 B  a/1.mp4
                        deleted         100 B  a/2.mp4
                        Sync completed""");
        assertThat(cli.err()).startsWith("""
                        changed: a/3.mp4: not removed: another object is at its key by now
                        not_ours: a/4.mp4: left, since its content was never compared
                        """);

        cli.run("sync", "--delete", "--json");
        assertThat(cli.out())
                .contains("{\"message_type\":\"removal\",\"path\":\"a/2.mp4\",\"size\":100,\"result\":\"deleted\","
                        + "\"detail\":\"kept as version 7\"}");
    }

    @Test
    void nothingIsRemovedOrAllowedUnlessAsked() {
        cli.run("sync");

        SyncOptions options = Objects.requireNonNull(cli.engine.syncOptions);
        assertThat(options.delete()).isNull();
        assertThat(options.allowed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --delete                   | 10%, but at least 100
            --delete --max-delete 7    | 7
            --delete --max-delete=20%  | 20%
            """)
    void deletesUpToALimit(String flags, String limit) {
        cli.run(("sync " + flags).split(" +", -1));

        assertThat(Objects.requireNonNull(cli.engine.syncOptions).delete()).hasToString(limit);
    }

    @Test
    void opensTheGuardsThatAPersonNames() {
        cli.run("sync", "--replace-conflicts", "--allow-empty-source", "--allow-mass-change");

        assertThat(Objects.requireNonNull(cli.engine.syncOptions).allowed())
                .containsExactlyInAnyOrder(Allowance.values());
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThat(cli.run("sync", "--delete", "--max-delete", "many")).isEqualTo(2);
        assertThat(cli.err()).contains("many is neither a number of files, such as 500, nor a share of them");
    }

    @Test
    void jsonHasALinePerEventAndTheSummaryLast() {
        cli.engine.exitCode = ExitCode.INCOMPLETE;
        cli.engine.events.addAll(List.of(
                new BackupEvent.RunStarted("run-1"),
                new BackupEvent.PhaseStarted(BackupEvent.Phase.SCAN),
                new BackupEvent.ScanProgress(50),
                new BackupEvent.PlanReady(1117, 14, 900, 3),
                new BackupEvent.Planned("a/1.mp4", 7, Outcome.UPLOADED, Reason.NEW),
                new BackupEvent.TransferStarted("a/1.mp4", 7, 1),
                new BackupEvent.TransferProgress("a/1.mp4", 7),
                new BackupEvent.Retrying("a/1.mp4", 1, 1500, "unavailable", "reset"),
                new BackupEvent.Finished(HOSTILE, 7, Outcome.FAILED, Reason.ATTEMPTS_USED_UP, "say \"no\""),
                new BackupEvent.Verified("a/1.mp4", VerifyLevel.LIST, VerifyResult.OK, null),
                new BackupEvent.Warning("careful")));

        int code = cli.run("sync", "--json");

        assertThat(code).isEqualTo(3);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out().lines())
                .containsExactly(
                        "{\"message_type\":\"started\",\"run_id\":\"run-1\"}",
                        "{\"message_type\":\"phase\",\"phase\":\"scan\"}",
                        "{\"message_type\":\"plan\",\"scanned\":1117,\"to_upload\":14,\"bytes_to_upload\":900,\"to_check\":3}",
                        "{\"message_type\":\"planned\",\"path\":\"a/1.mp4\",\"size\":7,\"expected\":\"uploaded\",\"reason\":\"new\"}",
                        "{\"message_type\":\"retry\",\"path\":\"a/1.mp4\",\"attempt\":1,\"delay_ms\":1500,\"kind\":\"unavailable\",\"cause\":\"reset\"}",
                        "{\"message_type\":\"file\",\"path\":\"cam\\u001b[2J/\\n\\u202e4pm.mp4\",\"size\":7,\"outcome\":\"failed\","
                                + "\"reason\":\"attempts_used_up\",\"detail\":\"say \\\"no\\\"\"}",
                        "{\"message_type\":\"verified\",\"path\":\"a/1.mp4\",\"level\":\"list\",\"result\":\"ok\"}",
                        "{\"message_type\":\"warning\",\"message\":\"careful\"}",
                        "{\"message_type\":\"summary\",\"scanned\":1117,\"uploaded\":12,\"unchanged\":1100,\"excluded\":2,"
                                + "\"deferred\":1,\"failed\":2,\"vanished\":0,\"conflicts\":0,\"replaced\":0,\"deleted\":0,"
                                + "\"bytes_uploaded\":3650722201,\"bytes_total\":1099511627776,\"verified\":0,\"mismatched\":0,"
                                + "\"duration_ms\":12345,\"requests\":40,\"exit_code\":3}");
    }

    @Test
    void jsonTellsAProblemBeforeTheSummary() {
        cli.engine.exitCode = ExitCode.UNREACHABLE;
        cli.engine.problem = new Problem(ExitCode.UNREACHABLE, "no route");

        cli.run("sync", "--json");

        assertThat(cli.out())
                .startsWith("{\"message_type\":\"error\",\"message\":\"no route\",\"exit_code\":5}\n")
                .endsWith(",\"exit_code\":5}\n");
        assertThat(cli.err()).isEqualTo("error: no route\n");
    }

    @ParameterizedTest
    @CsvSource({"--verify,CHANGED", "--verify=list,LIST", "--verify=HEAD,HEAD", "--verify=data,DATA", "--verbose,NONE"})
    void verifyMeansTheLevelOrWhatChanged(String flag, SyncOptions.VerifyScope scope) {
        assertThat(cli.run("sync", flag)).isZero();
        assertThat(Objects.requireNonNull(cli.engine.syncOptions).verify()).isEqualTo(scope);
    }

    @Test
    void flagsReachTheEngine() {
        cli.environment.put("RETRIES", "5");

        cli.run(
                "sync",
                "--include",
                "garage/**",
                "--exclude",
                "*.log",
                "--exclude=*.txt",
                "--min-age",
                "2m",
                "--transfers",
                "3",
                "--order",
                "newest",
                "--source",
                "/cams",
                "--prefix",
                "site",
                "--verify",
                "--verbose");

        SyncOptions options = Objects.requireNonNull(cli.engine.syncOptions);
        assertThat(options.filters())
                .isEqualTo(FilterRules.DEFAULT.with(List.of("garage/**"), List.of("*.log", "*.txt")));
        assertThat(options.minAge()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.transfers()).isEqualTo(3);
        assertThat(options.order()).isEqualTo(SyncOptions.Order.NEWEST);
        assertThat(options.attempts()).isEqualTo(5);
        assertThat(Objects.requireNonNull(cli.engine.settings).source()).hasToString("/cams");
        assertThat(Objects.requireNonNull(cli.engine.settings).store().prefix()).isEqualTo("site/");
    }

    @Test
    void unwiseSettingsWarn() {
        cli.environment.put("S3_ENDPOINT", "http://minio:9000");

        cli.run("sync");

        assertThat(cli.err())
                .startsWith("warning: recordings travel unencrypted to minio")
                .hasLineCount(1);
    }

    @Test
    @Timeout(20)
    void signalStopsTheRunAndItsReportIsStillTold() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        cli.engine.endsWhenCancelled = true;
        cli.engine.events.add(new BackupEvent.Finished("a", 1, Outcome.FAILED, Reason.INTERRUPTED, null));
        cli.engine.events.add(new BackupEvent.Finished("b", 1, Outcome.FAILED, Reason.INTERRUPTED, null));
        int[] code = new int[1];
        Thread runner = new Thread(() -> {
            started.countDown();
            code[0] = cli.run("sync");
        });

        runner.start();
        started.await();
        while (runner.isAlive()) {
            cli.interrupts.stop(ExitCode.TERMINATED);
            runner.join(50);
        }

        assertThat(code[0]).isEqualTo(143);
        assertThat(cli.err()).isEqualTo("interrupted, 2 left\n");
        assertThat(cli.out()).startsWith("Sync interrupted: ");
    }
}
