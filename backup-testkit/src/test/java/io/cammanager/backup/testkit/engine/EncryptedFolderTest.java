package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.settings.EngineWiring;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.crypto.CryptOptions.FileNames;
import io.cammanager.backup.crypto.conf.Obscure;
import io.cammanager.backup.testkit.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder behind a crypt remote, which is the same for rclone and for us, and the same through the whole remote. */
final class EncryptedFolderTest {
    /** Where names are not encrypted, what is ours is a file like any other to rclone. */
    private static final String WITHOUT_OURS = "--exclude=.cammanager/**";

    private static final String FOLDER = "sub año/folder";
    private static final int FILES = 6;

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private final Map<String, String> remotes = new HashMap<>();

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void fillSource() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[random.nextInt(150_000)];
            random.nextBytes(content);
            Path file = directory.resolve("source/camera " + i % 2).resolve(i + ".mp4");
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + i, 123_456_789)));
        }
    }

    private void remote(FileNames names, boolean directories, String bucket) {
        SecureRandom random = new SecureRandom();
        remotes.put("RCLONE_CONFIG_CRYPT_TYPE", "crypt");
        remotes.put("RCLONE_CONFIG_CRYPT_REMOTE", "bench:" + bucket + "/in the clear");
        remotes.put("RCLONE_CONFIG_CRYPT_PASSWORD", Obscure.obscure("correct horse", random));
        remotes.put("RCLONE_CONFIG_CRYPT_PASSWORD2", Obscure.obscure("cctv salt", random));
        remotes.put("RCLONE_CONFIG_CRYPT_FILENAME_ENCRYPTION", names.name().toLowerCase(Locale.ROOT));
        remotes.put("RCLONE_CONFIG_CRYPT_DIRECTORY_NAME_ENCRYPTION", String.valueOf(directories));
    }

    private BackupEngine engine(String remote, String state) {
        Map<String, String> environment = new HashMap<>(remotes);
        environment.put("BACKUP_REMOTE", remote);
        environment.put("RCLONE_CONFIG_BENCH_TYPE", "s3");
        environment.put("S3_ENDPOINT", server.endpoint().toString());
        environment.put("S3_ACCESS_KEY", server.accessKey());
        environment.put("S3_SECRET_KEY", server.secretKey());
        environment.put("RECORDINGS_DIR", directory.resolve("source").toString());
        environment.put("STATE_DIR", directory.resolve(state).toString());
        return EngineWiring.open(Settings.read(environment, Map.of()));
    }

    @ParameterizedTest(name = "{0}, names of directories encrypted: {1}")
    @CsvSource({"STANDARD, true", "STANDARD, false", "OBFUSCATE, true", "OFF, true"})
    void isTheSameForBothAndThroughTheWholeRemote(FileNames names, boolean directories) throws Exception {
        Rclone rclone = Rclone.against(server, directory);
        String bucket = "folder-" + names.name().toLowerCase(Locale.ROOT) + "-" + directories;
        remote(names, directories, bucket);
        Path source = directory.resolve("source");

        SyncReport sync = sync("crypt:" + FOLDER, "state");

        assertThat(sync.exitCode()).as("%s", sync).isEqualTo(ExitCode.OK);
        assertThat(sync.summary().uploaded()).isEqualTo(FILES);
        Path read = directory.resolve("read-by-rclone");
        rclone.run(remotes, "copy", WITHOUT_OURS, "crypt:" + FOLDER, read.toString());
        assertThat(Tree.of(read)).isEqualTo(Tree.of(source));
        Path whole = directory.resolve("whole-by-rclone");
        rclone.run(remotes, "copy", WITHOUT_OURS, "crypt:", whole.toString());
        assertThat(Tree.of(whole.resolve(FOLDER))).isEqualTo(Tree.of(source));
        String again = rclone.run(remotes, "copy", "-v", source.toString(), "crypt:" + FOLDER);
        assertThat(again).doesNotContain("Copied");

        RestoreReport restore = restore("crypt:", "whole-by-us");
        assertThat(restore.exitCode()).as("%s", restore).isEqualTo(ExitCode.OK);
        Path back = directory.resolve("whole-by-us").resolve(FOLDER);
        // Seen from above, where names are not encrypted, the manifest of the folder is a file like any other.
        int ours = names == FileNames.OFF ? 1 : 0;
        assertThat(restore.summary().restored()).isEqualTo(FILES + ours);
        assertThat(Tree.of(back)).hasSize(FILES + ours).containsAllEntriesOf(Tree.of(source));
    }

    @ParameterizedTest(name = "{0}, names of directories encrypted: {1}")
    @CsvSource({"STANDARD, true", "OBFUSCATE, true"})
    void readsWhatRcloneHasPutThere(FileNames names, boolean directories) throws Exception {
        Rclone rclone = Rclone.against(server, directory);
        remote(names, directories, "by-rclone-" + names.name().toLowerCase(Locale.ROOT));
        Path source = directory.resolve("source");
        rclone.run(remotes, "copy", source.toString(), "crypt:" + FOLDER);

        SyncReport sync = sync("crypt:/" + FOLDER + "/", "state");
        RestoreReport restore = restore("crypt:" + FOLDER, "target");

        assertThat(sync.exitCode()).as("%s", sync).isEqualTo(ExitCode.OK);
        assertThat(sync.summary().unchanged()).isEqualTo(FILES);
        assertThat(restore.exitCode()).as("%s", restore).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(directory.resolve("target"))).isEqualTo(Tree.of(source));
    }

    private SyncReport sync(String remote, String state) throws InterruptedException {
        try (BackupEngine engine = engine(remote, state)) {
            return engine.sync(SyncOptions.defaults(), event -> {}).await();
        }
    }

    private RestoreReport restore(String remote, String target) throws InterruptedException {
        RestoreOptions options =
                new RestoreOptions(directory.resolve(target), Selection.ALL, RestoreOptions.Existing.KEEP, 4);
        try (BackupEngine engine = engine(remote, "state of " + target)) {
            return engine.restore(options, event -> {}).await();
        }
    }
}
