package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.sqlite.DamagedException;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A source, a bucket in memory and a state that a test may damage as it likes. */
final class StateBench {
    static final String NEW_FILE = "camera-99/new.mp4";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));
    private final Path directory;
    private final Map<String, HashCode> hashes = new TreeMap<>();

    StateBench(Path directory, int files) throws IOException {
        this.directory = directory;
        for (int i = 0; i < files; i++) {
            write("camera-%02d/%04d.mp4".formatted(i % 3, i), "recording " + i);
        }
    }

    Path source() {
        return directory.resolve("source");
    }

    Path state() {
        return directory.resolve("state");
    }

    void write(String name, String content) throws IOException {
        Path file = source().resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content, UTF_8);
        hashes.put(name, Hashing.sha256().hashString(content, UTF_8));
    }

    void forgetRemotely(String name) {
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            store.delete(new ObjectKey(name));
        }
    }

    void removeBucket() {
        memory.removeBucket();
    }

    SyncReport sync() throws InterruptedException {
        return sync(SyncOptions.Mode.APPLY);
    }

    SyncReport sync(SyncOptions.Mode mode) throws InterruptedException {
        clock.advance(Duration.ofMinutes(5));
        try (BackupEngine engine = engine()) {
            return engine.sync(SyncOptions.builder().mode(mode).build(), event -> {})
                    .await();
        }
    }

    BackupEngine engine() {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(state())
                .store(memory, "")
                .clock(clock)
                .sleeper(duration -> {})
                .random(new Random(1))
                .build();
    }

    /** Returns the catalog, which must be there. */
    Path catalog() throws IOException {
        try (Stream<Path> files = Files.walk(state())) {
            return files.filter(file -> file.endsWith("catalog.db")).findFirst().orElseThrow();
        }
    }

    /** Puts this in the place of the catalog, and takes away what earlier damage has left. */
    void putCatalog(byte[] content) throws IOException {
        Path catalog = catalog();
        MoreFiles.deleteDirectoryContents(catalog.resolveSibling(""), RecursiveDeleteOption.ALLOW_INSECURE);
        Files.write(catalog, content);
    }

    long asides() throws IOException {
        try (Stream<Path> files = Files.list(catalog().resolveSibling(""))) {
            return files.filter(file -> file.getFileName().toString().matches("catalog\\.corrupt-\\d+"))
                    .count();
        }
    }

    /** Checks that the bucket has every file and that the catalog says the truth about each. */
    void requireAllTrue(String what) throws IOException {
        CatalogIdentity identity = new CatalogIdentity(source().toRealPath(), "recordings", "");
        Map<String, HashCode> confirmed = new TreeMap<>();
        try (Catalog catalog = Catalog.openForReading(catalog(), identity);
                CatalogCursor rows = catalog.all()) {
            while (rows.hasNext()) {
                CatalogRow row = rows.next();
                Confirmation confirmation = row.confirmation();
                if (confirmation != null && confirmation.sha256() != null) {
                    confirmed.put(row.path().value(), confirmation.sha256());
                }
            }
        }
        assertThat(confirmed).as(what).isEqualTo(hashes);
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            for (Map.Entry<String, HashCode> file : hashes.entrySet()) {
                try (ObjectContent content = store.get(new ObjectKey(file.getKey()))) {
                    assertThat(Hashing.sha256().hashBytes(content.stream().readAllBytes()))
                            .as("%s: %s", what, file.getKey())
                            .isEqualTo(file.getValue());
                }
            }
        }
    }

    /** Syncs, twice where the first run only finds the damage, and checks that all is well then. Returns the first report. */
    SyncReport recover(String what) throws IOException, InterruptedException {
        SyncReport first = sync();
        assertThat(first.exitCode()).as("%s: %s", what, first).isIn(ExitCode.OK, ExitCode.LOCAL_STATE);
        if (first.exitCode() == ExitCode.LOCAL_STATE) {
            SyncReport second = sync();
            assertThat(second.exitCode()).as("%s, then %s", what, second).isEqualTo(ExitCode.OK);
        }
        try {
            requireAllTrue(what);
        } catch (DamagedException e) {
            // The key of a row was hit, and it now lies where no sync looks. Who looked has marked the file.
            assertThat(sync().exitCode()).as(what).isEqualTo(ExitCode.OK);
            requireAllTrue(what);
        }
        return first;
    }
}
