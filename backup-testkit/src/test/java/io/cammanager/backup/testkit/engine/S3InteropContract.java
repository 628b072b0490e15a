package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.S3Server;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we encrypt, rclone reads, and what rclone encrypts, we read: 200 random files and names in each way to keep names. */
abstract class S3InteropContract {
    @TempDir
    private Path directory;

    /** Returns the server, or skips the test where there is none. */
    abstract S3Server server();

    /** Returns the name of a bucket that is not there yet. */
    abstract String newBucket(String name);

    /** Removes a bucket with all that is in it. */
    abstract void removeBucket(Rclone rclone, String bucket) throws Exception;

    private Path source() {
        return directory.resolve("source");
    }

    private BackupEngine engine(String bucket, RcloneCrypt crypt) {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(directory.resolve("state-" + bucket))
                .store(S3StoreProvider.of(server().config(bucket)), "")
                .encryption(crypt)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void rcloneReadsWhatWeWrite(CryptWay way) throws Exception {
        Rclone rclone = Rclone.against(server(), directory);
        RandomTree.fill(source(), way.seed());
        String bucket = newBucket("crypt-" + way.bucketName());

        try (RcloneCrypt crypt = way.open()) {
            weWrite(bucket, crypt);
            rcloneReads(rclone, way.remote("bench:" + bucket));
        } finally {
            removeBucket(rclone, bucket);
        }
    }

    private void weWrite(String bucket, RcloneCrypt crypt) throws Exception {
        try (BackupEngine engine = engine(bucket, crypt)) {
            SyncReport report = engine.sync(SyncOptions.defaults(), event -> {}).await();
            assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
            assertThat(report.summary().uploaded()).isEqualTo(RandomTree.FILES);
        }
    }

    private void rcloneReads(Rclone rclone, Map<String, String> remote) throws Exception {
        Path read = directory.resolve("read-by-rclone");
        rclone.run(remote, "copy", "crypt:", read.toString(), "--exclude", "/.cammanager/**");

        assertThat(Tree.of(read)).isEqualTo(Tree.of(source()));
        assertThat(rclone.run(remote, "cryptcheck", source().toString(), "crypt:", "--one-way"))
                .contains(" 0 differences found", " " + RandomTree.FILES + " matching files")
                .doesNotContain("hashes could not be checked");
        assertThat(rclone.run(remote, "copy", "-v", source().toString(), "crypt:"))
                .doesNotContain("Copied");
    }

    @ParameterizedTest
    @EnumSource
    void weReadWhatRcloneWrites(CryptWay way) throws Exception {
        Rclone rclone = Rclone.against(server(), directory);
        RandomTree.fill(source(), way.seed());
        String bucket = newBucket("crypt-" + way.bucketName() + "-r");

        try (RcloneCrypt crypt = way.open()) {
            rclone.run(way.remote("bench:" + bucket), "copy", source().toString(), "crypt:");
            weRead(bucket, crypt);
        } finally {
            removeBucket(rclone, bucket);
        }
    }

    private void weRead(String bucket, RcloneCrypt crypt) throws Exception {
        Path target = directory.resolve("read-by-us");
        try (BackupEngine engine = engine(bucket, crypt)) {
            SyncReport sync = engine.sync(SyncOptions.defaults(), event -> {}).await();
            RestoreReport restore = engine.restore(
                            new RestoreOptions(target, Selection.ALL, RestoreOptions.Existing.KEEP, 4), event -> {})
                    .await();

            assertThat(sync.exitCode()).as("%s", sync).isEqualTo(ExitCode.OK);
            assertThat(sync.summary().uploaded()).isZero();
            assertThat(sync.summary().unchanged()).isEqualTo(RandomTree.FILES);
            assertThat(restore.exitCode()).as("%s", restore).isEqualTo(ExitCode.OK);
        }
        assertThat(Tree.of(target)).isEqualTo(Tree.of(source()));
    }
}
