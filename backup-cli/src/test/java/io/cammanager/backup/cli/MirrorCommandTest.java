package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MirrorCommandTest {
    private final CommandLineRun cli = new CommandLineRun();

    @TempDir
    private Path directory;

    private void configure() throws Exception {
        Path file = Files.writeString(directory.resolve("rclone.conf"), """
                [dr]
                type = s3
                endpoint = http://127.0.0.1:9000
                access_key_id = there
                secret_access_key = secret-there

                [dr-crypt]
                type = crypt
                remote = dr:recordings
                password = fqVpaud_XGPBr3P5UYPpUB3lnLfdsA
                """);
        cli.environment.put("RCLONE_CONFIG", file.toString());
        cli.environment.put("S3_ACCESS_KEY", "here");
        cli.environment.put("S3_SECRET_KEY", "secret-here");
    }

    @Test
    void theTargetIsTheRemoteAloneAndWhatIsNotCopiedIsNamed() throws Exception {
        configure();
        cli.engine.exitCode = ExitCode.MISMATCH;
        cli.engine.events.addAll(List.of(
                new BackupEvent.Mirrored("a/1.mp4", 2048, MirrorResult.COPIED, null),
                new BackupEvent.Mirrored("a/2.mp4", 9, MirrorResult.DAMAGED, "it is not what was confirmed")));

        int code = cli.run("mirror", "--to", "dr:archive/site", "--storage-class", "GLACIER");

        assertThat(code).isEqualTo(7);
        assertThat(cli.err()).isEqualTo("damaged: a/2.mp4: not copied: it is not what was confirmed\n");
        assertThat(cli.out())
                .isEqualTo("Mirror finished, but not all recordings here are as they should be: 3 damaged, 2 missing,"
                        + " 1 failed, 4 conflicts, 5 changed, 8 copied (5.0 MiB), 4 of them server-side, 2 unproven,"
                        + " 7 unchanged, 6 already gone, 36 looked at in 1 min 30 s\n");
        assertThat(Objects.requireNonNull(cli.engine.mirrorTarget).bucket()).isEqualTo("archive");
        assertThat(cli.engine.mirrorTarget.prefix()).isEqualTo("site/");
        assertThat(Objects.requireNonNull(cli.engine.mirrorTarget.credentials())
                        .accessKey()
                        .reveal())
                .isEqualTo("there");
        assertThat(Objects.requireNonNull(cli.engine.mirrorOptions).storageClass())
                .isEqualTo("GLACIER");
    }

    @Test
    void whatIsNoPlaceForAMirrorIsRefused() throws Exception {
        configure();

        assertThat(cli.run("mirror")).isEqualTo(2);
        assertThat(cli.run("mirror", "--to", "nowhere:bucket")).isEqualTo(2);
        assertThat(cli.run("mirror", "--to", "dr:")).isEqualTo(2);
        assertThat(cli.run("mirror", "--to", "dr-crypt:")).isEqualTo(2);
        assertThat(cli.run("mirror", "--to", "dr:bucket", "--storage-class", "cold"))
                .isEqualTo(2);
        assertThat(cli.engine.mirrorOptions).isNull();
    }
}
