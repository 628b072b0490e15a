package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.engine.Bench;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that a restore must not follow, and names that its file system does not tell apart. */
class HostileKeyRowsTest {
    private static final Instant SETTLED = Instant.parse("2024-03-02T05:00:00Z");

    @TempDir
    private Path directory;

    private final List<BackupEvent.Restored> ends = Collections.synchronizedList(new ArrayList<>());

    private static void put(ObjectStore store, String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        RecordingMetadata metadata = new RecordingMetadata(
                1_709_355_600_000_000_000L, null, "id", Hashing.sha256().hashBytes(bytes));
        store.put(
                new PutRequest(new ObjectKey(key), metadata.toMap(), "video/mp4", PutRequest.Condition.ALWAYS),
                BytesBody.of(bytes));
    }

    private RestoreReport restore(BackupEngine engine, Path target, Existing existing) throws InterruptedException {
        return engine.restore(new RestoreOptions(target, Selection.ALL, existing, 1), event -> {
                    if (event instanceof BackupEvent.Restored end) {
                        ends.add(end);
                    }
                })
                .await();
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .toList();
        }
    }

    /** An S3 server in this process would not take such keys, so the bucket is one in memory. */
    @Test
    @Tag("D3")
    void d3RefusesEveryKeyThatLeadsElsewhereAndWritesNothingOutside() throws Exception {
        MemoryStoreProvider provider = MemoryStoreProvider.of("recordings");
        try (ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            store.createBucket();
            HostileKeys.ALL.forEach(key -> put(store, key, "evil"));
            put(store, "front/good.mp4", "good");
        }
        Path jail = Files.createDirectories(directory.resolve("jail"));
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(jail.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(provider, "")
                .build()) {
            RestoreReport report = restore(engine, jail.resolve("a/target"), Existing.KEEP);

            assertThat(report.exitCode()).as("%s, %s", report, ends).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(report.summary().refused()).as("%s", ends).isEqualTo(HostileKeys.ALL.size());
            assertThat(report.summary().restored()).isEqualTo(1);
        }
        assertThat(below(jail)).containsExactly("a/target/front/good.mp4");
        assertThat(below(directory)).noneMatch(name -> name.contains("evil"));
        assertThat(ends)
                .filteredOn(end -> end.result() == RestoreResult.REFUSED)
                .extracting(BackupEvent.Restored::path)
                .containsExactlyInAnyOrderElementsOf(HostileKeys.ALL);
        assertThat(ends)
                .filteredOn(end -> end.result() == RestoreResult.REFUSED)
                .extracting(end -> String.valueOf(end.detail()))
                .allSatisfy(detail -> assertThat(detail.chars()).allMatch(c -> c >= ' '));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP", "OVERWRITE"})
    @Tag("D4")
    void d4KeepsNamesApartThatSomeFileSystemsDoNotAndRefusesTheSecondThere(Existing existing) throws Exception {
        List<String> names = List.of("A.mp4", "a.mp4", "caf\u00e9.mp4", "cafe\u0301.mp4");
        try (EmbeddedS3 server = EmbeddedS3.start();
                FileSystem disk = Jimfs.newFileSystem(Configuration.osX())) {
            Bench bench = new Bench(server, directory);
            Path camera = Files.createDirectories(bench.source().resolve("front"));
            for (String name : names) {
                Path file = Files.writeString(camera.resolve(name), "this is " + name);
                Files.setLastModifiedTime(file, FileTime.from(SETTLED));
            }
            assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(4);
            assertThat(server.contents(bench.bucket()))
                    .containsKeys("front/A.mp4", "front/a.mp4", "front/caf\u00e9.mp4", "front/cafe\u0301.mp4");
            Path target = disk.getPath("/restored");
            RestoreReport report;
            try (BackupEngine engine = bench.engine()) {
                report = restore(engine, target, existing);
            }

            assertThat(report.exitCode()).as("%s, %s", report, ends).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(report.summary().restored()).as("%s", ends).isEqualTo(2);
            assertThat(report.summary().conflicts()).isEqualTo(2);
            assertThat(below(target)).hasSize(2);
            for (BackupEvent.Restored end : ends) {
                if (end.result() == RestoreResult.RESTORED) {
                    assertThat(target.resolve(end.path()))
                            .hasContent("this is " + end.path().substring(6));
                }
            }
        }
    }
}
