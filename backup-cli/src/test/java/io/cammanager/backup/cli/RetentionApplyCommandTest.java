package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.SyncOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetentionApplyCommandTest {
    private final CommandLineRun cli = new CommandLineRun();

    @Test
    void whatIsDeletedIsToldAndWhatIsWrongIsNamed() {
        cli.engine.exitCode = ExitCode.MISMATCH;
        cli.engine.events.addAll(List.of(
                new BackupEvent.Expired("a/1.mp4", 2048, ExpiryResult.DELETED, null),
                new BackupEvent.Expired("a/2.mp4", 9, ExpiryResult.MARKED, null),
                new BackupEvent.Expired("a/3.mp4", 9, ExpiryResult.DIFFERS, "size is 3, not 9")));

        int code = cli.run("retention", "apply", "--days", "30");

        assertThat(code).isEqualTo(7);
        assertThat(cli.err()).isEqualTo("differs: a/3.mp4: not deleted: size is 3, not 9\n");
        assertThat(cli.out())
                .isEqualTo("deleted       2.0 KiB  a/1.mp4\n"
                        + "Retention completed, but objects that are not as they should be were kept: 12 missing,"
                        + " 13 differing, 14 failed, 11 changed, 3 deleted (5.0 MiB), 4 marked, 3 already gone,"
                        + " 5 marked before, 6 locked, 7 stored later, 8 the newest of a camera, 9 still here,"
                        + " 10 unproven, 105 looked at in 1 min 30 s\n");
        assertThat(cli.engine.expiryOptions)
                .isEqualTo(new ExpiryOptions(30, Duration.ofHours(24), null, 30, SyncOptions.Mode.APPLY, 8));
    }

    @Test
    void asJson() {
        cli.engine.events.add(new BackupEvent.Expired("a/1.mp4", 9, ExpiryResult.LOCKED, "kept until then"));
        cli.environment.put("RETENTION_DAYS", "45");

        cli.run(
                "retention",
                "apply",
                "--dry-run",
                "--grace",
                "2d",
                "--max-delete",
                "7%",
                "--replaced-days",
                "9",
                "--json");

        assertThat(cli.out())
                .isEqualTo("{\"message_type\":\"expired\",\"path\":\"a/1.mp4\",\"size\":9,\"result\":\"locked\","
                        + "\"detail\":\"kept until then\"}\n"
                        + "{\"message_type\":\"summary\",\"examined\":105,\"deleted\":3,\"gone\":3,\"marked\":4,"
                        + "\"waiting\":5,\"locked\":6,\"young\":7,\"newest\":8,\"still_here\":9,\"unproven\":10,"
                        + "\"changed\":11,\"missing\":12,\"differing\":13,\"failed\":14,\"unmarked\":2,"
                        + "\"bytes_deleted\":5242880,\"duration_ms\":90000,\"requests\":9,\"exit_code\":0}\n");
        assertThat(cli.engine.expiryOptions)
                .isEqualTo(new ExpiryOptions(
                        45, Duration.ofDays(2), new DeleteLimit(0, 7), 9, SyncOptions.Mode.DRY_RUN, 8));
    }

    @Test
    void whatCannotBeMeantIsRefusedInOneSentence() {
        assertThat(cli.run("retention", "apply")).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("error: for how long recordings are kept is not said: give --days N, or set RETENTION_DAYS,"
                        + " which sync goes by, too\n");
        assertThat(cli.run("retention", "apply", "--days", "0")).isEqualTo(2);
        assertThat(cli.run("retention", "apply", "--days", "soon")).isEqualTo(2);
        assertThat(cli.run("retention", "apply", "--days", "30", "--grace", "23h"))
                .isEqualTo(2);
        assertThat(cli.run("retention", "apply", "--days", "30", "--max-delete", "some"))
                .isEqualTo(2);
        assertThat(cli.run("retention", "apply", "--days", "30", "--replaced-days", "0"))
                .isEqualTo(2);
        assertThat(cli.engine.expiryOptions).isNull();
    }
}
