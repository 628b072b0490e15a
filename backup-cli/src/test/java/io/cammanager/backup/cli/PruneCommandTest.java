package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneOptions.Goal;
import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PruneCommandTest {
    private final CommandLineRun cli = new CommandLineRun();

    @Test
    void everyDeletedFileIsToldAndWhatStaysIsNamed() {
        cli.engine.exitCode = ExitCode.MISMATCH;
        cli.engine.events.addAll(List.of(
                new BackupEvent.Pruned("a/1.mp4", 2048, PruneResult.PRUNED, "proven by head"),
                new BackupEvent.Pruned("a/2.mp4", 9, PruneResult.MISSING, "not in the bucket")));

        int code = cli.run("prune-local", "--keep-free", "20%");

        assertThat(code).isEqualTo(7);
        assertThat(cli.err()).isEqualTo("missing: a/2.mp4: kept here: not in the bucket\n");
        assertThat(cli.out())
                .isEqualTo("deleted       2.0 KiB  a/1.mp4  (proven by head)\n"
                        + "Local recordings pruned, but copies in the bucket are not as they should be: 1 missing,"
                        + " 1 differing, 1 failed, 1 refused, 1 changed, 3 deleted here (5.0 MiB), 1 already gone,"
                        + " 9 looked at in 1 min 30 s\n");
        assertThat(cli.engine.pruneOptions)
                .isEqualTo(new PruneOptions(
                        new Goal.KeepFree(new FreeSpace.Percent(20)), 1, VerifyLevel.HEAD, SyncOptions.Mode.APPLY, 8));
    }

    @Test
    void asJson() {
        cli.engine.events.add(new BackupEvent.Pruned("a/1.mp4", 9, PruneResult.PLANNED, "proven by data"));

        cli.run("prune-local", "--older-than", "7d", "--keep-days", "3", "--level", "data", "--dry-run", "--json");

        assertThat(cli.out())
                .isEqualTo("{\"message_type\":\"pruned\",\"path\":\"a/1.mp4\",\"size\":9,\"result\":\"planned\","
                        + "\"detail\":\"proven by data\"}\n"
                        + "{\"message_type\":\"summary\",\"examined\":9,\"pruned\":3,\"gone\":1,\"changed\":1,"
                        + "\"refused\":1,\"missing\":1,\"differing\":1,\"failed\":1,\"bytes_freed\":5242880,"
                        + "\"duration_ms\":90000,\"requests\":9,\"exit_code\":0}\n");
        PruneOptions options = Objects.requireNonNull(cli.engine.pruneOptions);
        assertThat(options.goal()).isEqualTo(new Goal.OlderThan(Duration.ofDays(7)));
        assertThat(options.keepDays()).isEqualTo(3);
        assertThat(options.mode()).isEqualTo(SyncOptions.Mode.DRY_RUN);
    }

    @Test
    void whatCannotBeMeantIsRefusedInOneSentence() {
        assertThat(cli.run("prune-local")).isEqualTo(2);
        assertThat(cli.err()).startsWith("error: Missing required argument");
        assertThat(cli.run("prune-local", "--keep-free", "20%", "--older-than", "7d"))
                .isEqualTo(2);
        assertThat(cli.run("prune-local", "--keep-free", "much")).isEqualTo(2);
        assertThat(cli.run("prune-local", "--older-than", "7d", "--keep-days", "0"))
                .isEqualTo(2);
        assertThat(cli.run("prune-local", "--older-than", "7d", "--level", "list"))
                .isEqualTo(2);
        assertThat(cli.engine.pruneOptions).isNull();
    }
}
