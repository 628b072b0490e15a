package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.engine.CryptWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of an encrypted bucket is as encrypted, with the password and without it. */
final class EncryptedMirrorTest {
    private static final String PATH = "north/2024-03-02_10-00-00.mp4";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final MemoryStoreProvider mirror = MemoryStoreProvider.of("mirror");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() throws Exception {
        Path file = directory.resolve("source").resolve(PATH);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "what the camera saw");
        try (RcloneCrypt crypt = CryptWay.STANDARD.open();
                BackupEngine engine = engine(memory, crypt)) {
            SyncReport report = engine.sync(SyncOptions.defaults(), events::add).await();
            assertThat(report.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void theCopyCanBeRestoredWithThePasswordAlone() throws Exception {
        try (RcloneCrypt crypt = CryptWay.STANDARD.open()) {
            assertThat(mirror(crypt).exitCode()).as("%s", events).isEqualTo(ExitCode.OK);

            try (BackupEngine engine = engine(mirror, crypt)) {
                RestoreReport restored = engine.restore(
                                new RestoreOptions(
                                        directory.resolve("back"), Selection.ALL, RestoreOptions.Existing.KEEP, 2),
                                events::add)
                        .await();
                assertThat(restored.exitCode()).isEqualTo(ExitCode.OK);
            }
        }
        assertThat(directory.resolve("back").resolve(PATH)).hasContent("what the camera saw");
    }

    @Test
    void whoHasNoPasswordCanCopyAllTheSame() throws Exception {
        assertThat(mirror(null).exitCode()).as("%s", events).isEqualTo(ExitCode.OK);

        assertThat(recordings(mirror)).isEqualTo(recordings(memory)).hasSize(1);
    }

    @Test
    void whatIsNotTheConfirmedCiphertextIsNotCopied() throws Exception {
        try (RcloneCrypt crypt = CryptWay.STANDARD.open()) {
            ObjectKey key = recordings(memory).get(0);
            try (ObjectStore store = memory.open(Checksums.UNCHUNKED)) {
                var unused = store.delete(key);
            }

            MirrorReport report = mirror(crypt);

            assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
            assertThat(report.summary().missing()).isEqualTo(1);
        }
    }

    private MirrorReport mirror(@Nullable RcloneCrypt crypt) throws InterruptedException {
        try (BackupEngine engine = engine(memory, crypt)) {
            return engine.mirror(
                            new MirrorOptions(SyncOptions.Mode.APPLY, null, 2, SyncOptions.MIN_PART_SIZE_BYTES),
                            events::add)
                    .await();
        }
    }

    private BackupEngine engine(MemoryStoreProvider store, @Nullable RcloneCrypt crypt) {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(store, "")
                .encryption(crypt)
                .mirror(mirror, "")
                .clock(FakeClock.at(Instant.now().plus(Duration.ofHours(1))))
                .build();
    }

    private static List<ObjectKey> recordings(MemoryStoreProvider provider) {
        try (ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return store.list(ListRequest.all("")).objects().stream()
                    .map(object -> object.key())
                    .filter(key -> !key.value().startsWith(".cammanager/"))
                    .toList();
        }
    }
}
