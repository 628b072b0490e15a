package io.cammanager.backup.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several engines that share one source, one bucket and one state directory. */
final class ShardedEngineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CAMERAS = 20;

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");

    @TempDir
    private Path directory;

    private Path source;

    @BeforeEach
    void fill() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        for (int camera = 0; camera < CAMERAS; camera++) {
            Files.createDirectory(source.resolve("camera-" + camera));
            write("camera-" + camera + "/a.mp4");
            write("camera-" + camera + "/b.mp4");
        }
        write("top.mp4");
    }

    @Test
    void theShardsTogetherAreTheWholeAndASecondRunSendsNothing() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int camera = 0; camera < CAMERAS; camera++) {
            expected.add("camera-" + camera + "/a.mp4");
            expected.add("camera-" + camera + "/b.mp4");
        }
        expected.add("top.mp4");

        SyncSummary first = sync(new Shard(0, 2));
        SyncSummary second = sync(new Shard(1, 2));

        assertThat(first.uploaded()).isBetween(1L, 40L).isEqualTo(first.scanned());
        assertThat(second.uploaded())
                .isEqualTo(2 * CAMERAS + 1 - first.uploaded())
                .isEqualTo(second.scanned());
        assertThat(keys()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sync(new Shard(0, 2)).unchanged()).isEqualTo(first.scanned());
        assertThat(sync(new Shard(1, 2)).unchanged()).isEqualTo(second.scanned());
        assertThat(sync(Shard.ALL).uploaded()).isZero();
    }

    @Test
    void aShardVerifiesWhatItSentAndKnowsNothingOfTheRest() throws Exception {
        SyncSummary whole = sync(Shard.ALL);
        SyncSummary adopted = sync(new Shard(1, 3));

        VerifySummary verified;
        try (BackupEngine engine = engine(new Shard(1, 3))) {
            verified = engine.verify(new VerifyOptions(VerifyLevel.LIST, Selection.ALL, 2), event -> {})
                    .await()
                    .summary();
        }

        assertThat(whole.uploaded()).isEqualTo(2 * CAMERAS + 1);
        assertThat(adopted.uploaded()).isZero();
        assertThat(adopted.unchanged()).isEqualTo(adopted.scanned()).isLessThan(whole.scanned());
        assertThat(verified.verified()).isEqualTo(adopted.scanned());
        assertThat(verified.unknown()).isZero();
    }

    @Test
    void whatIsGoneConcernsOnlyItsOwnShard() throws Exception {
        write("camera-0/fresh.mp4", NOW);
        int home = new Shard(0, 2).includes("camera-0") ? 0 : 1;
        assertThat(sync(new Shard(home, 2)).deferred()).isEqualTo(1);
        assertThat(sync(new Shard(1 - home, 2)).deferred()).isZero();
        Files.delete(source.resolve("camera-0/fresh.mp4"));

        assertThat(sync(new Shard(1 - home, 2)).vanished()).isZero();
        assertThat(sync(new Shard(home, 2), ExitCode.INCOMPLETE).vanished()).isEqualTo(1);
    }

    @Test
    void shardsRunSideBySide() throws Exception {
        try (BackupEngine one = engine(new Shard(0, 2));
                BackupEngine other = engine(new Shard(1, 2))) {
            var first = one.sync(SyncOptions.defaults(), event -> {});
            var second = other.sync(SyncOptions.defaults(), event -> {});

            assertThat(first.await().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(second.await().exitCode()).isEqualTo(ExitCode.OK);
        }
        assertThat(keys()).hasSize(2 * CAMERAS + 1);
    }

    private SyncSummary sync(Shard shard) throws InterruptedException {
        return sync(shard, ExitCode.OK);
    }

    private SyncSummary sync(Shard shard, ExitCode expected) throws InterruptedException {
        try (BackupEngine engine = engine(shard)) {
            var report = engine.sync(
                            SyncOptions.builder().verify(VerifyScope.LIST).build(), event -> {})
                    .await();
            assertThat(report.exitCode()).as("%s", report).isEqualTo(expected);
            return report.summary();
        }
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (BackupEngine engine = engine(new Shard(0, 2))) {
            engine.list(Selection.ALL, recording -> keys.add(path(recording)));
        }
        return keys;
    }

    private static String path(RemoteRecording recording) {
        return recording.path();
    }

    private BackupEngine engine(Shard shard) {
        return BackupEngineBuilder.create()
                .source(source)
                .stateDirectory(directory.resolve("state"))
                .store(memory, "")
                .shard(shard)
                .bandwidth(Bandwidth.always(Bandwidth.Rates.UNLIMITED))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .sleeper(duration -> {})
                .random(new Random(1))
                .build();
    }

    private void write(String path) throws IOException {
        write(path, NOW.minusSeconds(3600));
    }

    private void write(String path, Instant modified) throws IOException {
        Path file = source.resolve(path);
        Files.writeString(file, path);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
