package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of recordings, some of them large enough for parts, from sync to restore, with rclone looking on. */
class EngineOnS3Test {
    private static final long MIB = 1L << 20;
    private static final int COUNT = 7;
    private static final int CONTROL_REQUESTS = 6;
    private static final SyncOptions VERIFYING = SyncOptions.builder()
            .verify(VerifyScope.CHANGED)
            .partSizeBytes(5 * MIB)
            .uploadCutoffBytes(6 * MIB)
            .build();

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private Bench bench;
    private Recording large;

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
        bench = new Bench(server, directory);
        Bench.recordings().cameras(3).segmentsPerDay(2).seed(1).build().generate(bench.source());
        large = Bench.recordings()
                .sizeBytes(12 * MIB)
                .seed(2)
                .build()
                .generate(bench.source().resolve("large"))
                .get(0);
        // A time that only nanoseconds can tell.
        Files.setLastModifiedTime(large.file(), FileTime.from(Instant.parse("2024-03-02T00:01:00.123456789Z")));
    }

    @Test
    void sendsOnceAndThenOnlyLists() throws Exception {
        SyncReport first = bench.syncs(VERIFYING);
        server.clearRequestLog();
        SyncReport second = bench.syncs(VERIFYING);

        assertThat(first.summary().uploaded()).isEqualTo(COUNT);
        assertThat(first.summary().verified()).isEqualTo(COUNT);
        assertThat(first.summary().bytesUploaded()).isEqualTo(6 * 20_000 + 12 * MIB);
        assertThat(second.summary().uploaded()).isZero();
        assertThat(second.summary().unchanged()).isEqualTo(COUNT);
        assertThat(second.summary().verified()).isEqualTo(COUNT);
        assertThat(second.summary().requests()).isEqualTo(server.requestLog().size());
        List<LoggedRequest> control = server.requestLog().stream()
                .filter(request -> !isRecordingsPage(request))
                .toList();
        assertThat(control).hasSizeLessThanOrEqualTo(CONTROL_REQUESTS);
        assertThat(server.requestLog())
                .filteredOn(request -> !request.path().contains("/.cammanager/lease/"))
                .extracting(LoggedRequest::operation)
                .containsOnly("ListObjectsV2", "GetBucketVersioning");
        assertThat(server.requestLog())
                .filteredOn(request -> request.path().contains("/.cammanager/lease/"))
                .extracting(LoggedRequest::operation)
                .containsExactly("GetObject", "PutObject", "PutObject");
    }

    /** Of the rest, the question whether the bucket is there is a listing too. */
    private static boolean isRecordingsPage(LoggedRequest request) {
        return request.operation().equals("ListObjectsV2") && !("&" + request.query() + "&").contains("&max-keys=1&");
    }

    @Test
    void adoptsItsOwnBucketWhenStateAndManifestAreLost() throws Exception {
        bench.syncs(VERIFYING);
        bench.loseState();
        bench.loseManifest();
        server.clearRequestLog();
        Events events = new Events();
        SyncReport adopting = bench.sync(VERIFYING, events);

        assertThat(adopting.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(adopting.summary().unchanged()).isEqualTo(COUNT);
        assertThat(adopting.summary().verified()).isEqualTo(COUNT);
        assertThat(events.finished()).hasSize(COUNT).allSatisfy(EngineOnS3Test::isAdopted);
        assertThat(bench.writes()).isEmpty();
        bench.syncsNothingMore(VERIFYING);
    }

    @Test
    void adoptsWhatRcloneHasSent() throws Exception {
        Rclone rclone = Rclone.against(server, directory);
        rclone.run(
                "copy",
                bench.source().toString(),
                "bench:" + bench.bucket(),
                "--s3-upload-cutoff=6M",
                "--s3-chunk-size=5M");
        server.clearRequestLog();
        Events events = new Events();
        SyncReport adopting = bench.sync(VERIFYING, events);

        assertThat(adopting.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        assertThat(adopting.summary().unchanged()).isEqualTo(COUNT);
        assertThat(events.finished()).hasSize(COUNT).allSatisfy(EngineOnS3Test::isAdopted);
        assertThat(bench.writes()).isEmpty();
        bench.syncsNothingMore(VERIFYING);
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    private static void isAdopted(BackupEvent.Finished finished) {
        assertThat(finished.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(finished.reason()).isEqualTo(Reason.ADOPTED);
    }

    @Test
    void rcloneFindsNoDifferenceAndNothingToSend() throws Exception {
        Rclone rclone = Rclone.against(server, directory);
        bench.syncs(VERIFYING);
        String source = bench.source().toString();
        String remote = "bench:" + bench.bucket();

        assertThat(rclone.run("check", source, remote, "--exclude", "/.cammanager/**"))
                .contains(" 0 differences found", " " + COUNT + " matching files")
                .doesNotContain("hashes could not be checked");
        server.clearRequestLog();
        rclone.run("copy", source, remote);

        assertThat(bench.writes()).isEmpty();
        bench.syncsNothingMore(VERIFYING);
    }

    @Test
    void rcloneRestoresWhatWasSent() throws Exception {
        Rclone rclone = Rclone.against(server, directory);
        bench.syncs(VERIFYING);
        rclone.run("copy", "bench:" + bench.bucket(), bench.target().toString(), "--exclude", "/.cammanager/**");

        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    @Test
    void givesLargeObjectsTheMetadataOfRclone() throws Exception {
        bench.syncs(VERIFYING);

        RecordingMetadata metadata =
                RecordingMetadata.of(bench.head("large/" + large.name()).orElseThrow());
        assertThat(metadata.mtimeNanos()).isEqualTo(1_709_337_660_123_456_789L);
        assertThat(metadata.md5()).isEqualTo(md5(large.file()));
        assertThat(metadata.sha256()).isEqualTo(large.sha256());
        assertThat(server.requestLog()).extracting(LoggedRequest::operation).contains("CompleteMultipartUpload");
    }

    @Test
    void sendsAFileInOnePieceThatFitsIntoOnePart() throws Exception {
        SyncOptions onePart = SyncOptions.builder()
                .partSizeBytes(16 * MIB)
                .uploadCutoffBytes(6 * MIB)
                .build();

        assertThat(bench.syncs(onePart).summary().uploaded()).isEqualTo(COUNT);
        bench.syncsNothingMore(onePart);
    }

    @SuppressWarnings("deprecation") // rclone knows no other
    private static HashCode md5(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.md5());
    }

    @Test
    void restoresEveryByteAndTimeAndThenChangesNothing() throws Exception {
        bench.syncs(VERIFYING);
        RestoreReport first = bench.restore();
        RestoreReport second = bench.restore();

        assertThat(first.exitCode()).as("%s", first).isEqualTo(ExitCode.OK);
        assertThat(first.summary().restored()).isEqualTo(COUNT);
        assertThat(second.exitCode()).as("%s", second).isEqualTo(ExitCode.OK);
        assertThat(second.summary().restored()).isZero();
        assertThat(second.summary().unchanged()).isEqualTo(COUNT);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }
}
