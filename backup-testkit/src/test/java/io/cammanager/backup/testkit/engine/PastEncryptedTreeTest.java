package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole encrypted tree as it was before a later run replaced and added recordings. */
class PastEncryptedTreeTest {
    private final FakeClock clock = FakeClock.at(Instant.parse("2024-03-04T00:00:00Z"));
    private final MemoryStoreProvider provider = MemoryStoreProvider.of("recordings", 2, clock);

    @TempDir
    private Path directory;

    private BackupEngine engine() {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(provider, "")
                .encryption(CryptWay.STANDARD.open())
                .clock(clock)
                .sleeper(new FakeSleeper(clock))
                .build();
    }

    private void sync() throws InterruptedException {
        try (BackupEngine engine = engine()) {
            assertThat(engine.sync(SyncOptions.defaults(), event -> {}).await().exitCode())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private void change(Recording recording) throws IOException {
        Files.write(recording.file(), new byte[30_000]);
        Files.setLastModifiedTime(
                recording.file(), FileTime.from(clock.instant().minus(Duration.ofMinutes(20))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Versioning.class,
            names = {"ENABLED", "OFF"})
    void comesBackFromVersionsOrFromWhatWasPutAside(Versioning versioning) throws Exception {
        Path source = directory.resolve("source");
        List<Recording> recordings =
                Bench.recordings().cameras(2).segmentsPerDay(3).seed(1).build().generate(source);
        sync();
        provider.setVersioning(versioning);
        Map<String, Tree.Content> before = Tree.of(source);
        Instant then = clock.instant().plus(Duration.ofMinutes(10));
        clock.advance(Duration.ofHours(1));
        change(recordings.get(0));
        change(recordings.get(4));
        Bench.recordings().cameras(1).seed(2).build().generate(source.resolve("new"));
        sync();
        Path target = directory.resolve("restored");

        RestoreReport report;
        try (BackupEngine engine = engine()) {
            RestoreOptions options =
                    new RestoreOptions(target, Selection.ALL, RestoreOptions.Existing.KEEP, 2).asOf(then);
            report = engine.restore(options, event -> {}).await();
        }

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().restored()).isEqualTo(6);
        assertThat(Tree.of(target)).isEqualTo(before);
    }
}
