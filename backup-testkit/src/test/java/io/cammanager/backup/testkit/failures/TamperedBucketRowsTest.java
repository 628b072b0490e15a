package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.Comparison;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import io.cammanager.backup.testkit.engine.Rclone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another client, rclone, changes the bucket behind our back: each verification finds it, and the next sync mends it. */
@Tag("F1")
final class TamperedBucketRowsTest {
    private static final String BUCKET = "tampered";
    private static final String REPLACED = KeepBench.path(0);
    private static final String TRUNCATED = KeepBench.path(1);
    private static final String DELETED = KeepBench.path(2);
    private static final String LENGTHENED = KeepBench.path(3);
    private static final int FILES = 6;

    private final EmbeddedS3 server = EmbeddedS3.start();

    @TempDir
    private Path directory;

    private KeepBench bench;
    private Rclone rclone;
    private Map<String, String> whole;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> S3StoreProvider.of(S3Server.of(server).config(BUCKET)), directory.resolve("bench"));
        rclone = Rclone.against(server, directory);
        bench.fill(FILES);
        bench.syncs();
        whole = bench.recordings();
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    /** Of one object the bytes alone are others, of one the size, one is gone; the fourth is longer than it was. */
    private void tamper() throws Exception {
        overwrite(REPLACED, "RECORDING 0");
        overwrite(TRUNCATED, "record");
        rclone.run("deletefile", remote(DELETED));
        overwrite(LENGTHENED, "recording 3 and what is not in it");
    }

    private void overwrite(String path, String text) throws Exception {
        Path file = Files.writeString(directory.resolve("other"), text);
        rclone.run("copyto", file.toString(), remote(path));
        assertThat(bench.recordings()).containsEntry(path, text);
    }

    private static String remote(String path) {
        return "bench:" + BUCKET + "/" + KeepBench.PREFIX + path;
    }

    @ParameterizedTest
    @EnumSource(value = VerifyLevel.class, names = "DRILL", mode = EnumSource.Mode.EXCLUDE)
    void f1EachVerificationFindsWhatAnotherClientDid(VerifyLevel level) throws Exception {
        tamper();

        VerifyReport report = bench.verify(level);

        assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.MISMATCH);
        assertThat(bench.events(BackupEvent.Verified.class))
                .filteredOn(verified -> verified.result() != VerifyResult.OK)
                .extracting(verified -> verified.path() + " " + verified.result())
                .containsExactlyInAnyOrder(
                        REPLACED + " DIFFERS", TRUNCATED + " DIFFERS", DELETED + " MISSING", LENGTHENED + " DIFFERS");
        assertThat(bench.events(BackupEvent.Compared.class))
                .extracting(compared -> compared.comparison().sign() + " " + compared.path())
                .containsExactlyInAnyOrder(
                        "* " + REPLACED,
                        "* " + TRUNCATED,
                        "+ " + DELETED,
                        "* " + LENGTHENED,
                        "= " + KeepBench.path(4),
                        "= " + KeepBench.path(5));
        long bytesRead = report.summary().bytesRead();
        assertThat(bytesRead).isEqualTo(level == VerifyLevel.DATA ? bytesInBucket() : 0);
        assertThat(report.summary().notRead()).isEqualTo(level == VerifyLevel.DATA ? 1 : FILES);
    }

    private long bytesInBucket() {
        return bench.recordings().values().stream().mapToLong(String::length).sum();
    }

    @Test
    void f1WhatAnotherClientPutsBesideIsOnlyThere() throws Exception {
        Path file = Files.writeString(directory.resolve("other"), "of someone else");
        rclone.run("copyto", file.toString(), remote("cam-0/stranger.mp4"));

        VerifyReport report = bench.verify(VerifyLevel.LIST);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().unknown()).isEqualTo(1);
        assertThat(bench.events(BackupEvent.Compared.class))
                .contains(new BackupEvent.Compared("cam-0/stranger.mp4", Comparison.ONLY_IN_BUCKET));
    }

    @Test
    void f1TwoRecordingsThatChangedPlacesAreFound() throws Exception {
        rclone.run("moveto", remote(KeepBench.path(0)), remote("aside"));
        rclone.run("moveto", remote(KeepBench.path(2)), remote(KeepBench.path(0)));
        rclone.run("moveto", remote("aside"), remote(KeepBench.path(2)));

        VerifyReport report = bench.verify(VerifyLevel.LIST);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().differing()).isEqualTo(2);
    }

    /** What the sync leaves to a person, that the object is longer, too: the file is the one that was confirmed. */
    @ParameterizedTest
    @EnumSource(value = VerifyLevel.class, names = "DRILL", mode = EnumSource.Mode.EXCLUDE)
    void f1HealingSendsAgainWhatIsStillHereAndKeepsWhatTookItsPlace(VerifyLevel level) throws Exception {
        tamper();

        VerifyReport report = bench.verify(healing(level));

        assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().healed()).isEqualTo(4);
        assertThat(bench.recordings()).isEqualTo(whole);
        assertThat(bench.kept())
                .isEqualTo(Map.of(
                        REPLACED, "RECORDING 0", TRUNCATED, "record", LENGTHENED, "recording 3 and what is not in it"));
        assertThat(bench.verify(healing(level)).summary().healed()).isZero();
        assertThat(bench.sync().summary().unchanged()).isEqualTo(FILES);
    }

    @Test
    void f1WhatTheSourceNoLongerHasAsItWasIsNotHealedAndStaysAMismatch() throws Exception {
        tamper();
        bench.delete(DELETED);
        bench.write(REPLACED, "recording 0, cut again");

        VerifyReport report = bench.verify(healing(VerifyLevel.HEAD));

        assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().healed()).isEqualTo(2);
        assertThat(bench.events(BackupEvent.Finished.class))
                .filteredOn(file -> file.reason() == Reason.NOT_IN_SOURCE)
                .extracting(BackupEvent.Finished::path)
                .containsExactlyInAnyOrder(DELETED, REPLACED);
        assertThat(bench.recordings()).containsEntry(REPLACED, "RECORDING 0").doesNotContainKey(DELETED);
    }

    private static VerifyOptions healing(VerifyLevel level) {
        return new VerifyOptions(level, Selection.ALL, 4).healing(SyncOptions.defaults());
    }

    /** What is there longer than the file is left to a person; all else is whole again, and what took its place is kept. */
    @Test
    void f1TheNextSyncMendsWhatAnotherClientDid() throws Exception {
        tamper();

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().uploaded()).isEqualTo(3);
        assertThat(report.summary().replaced()).isEqualTo(2);
        assertThat(report.summary().conflicts()).isEqualTo(1);
        whole.put(LENGTHENED, "recording 3 and what is not in it");
        assertThat(bench.recordings()).isEqualTo(whole);
        assertThat(bench.kept()).isEqualTo(Map.of(REPLACED, "RECORDING 0", TRUNCATED, "record"));
    }
}
