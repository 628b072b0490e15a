package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ColdStorage;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.engine.CryptWay;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy in a cold storage class: a restore asks for it and a later one brings it back; nothing else asks. */
final class ColdRowsTest {
    private static final String PATH = "north/2024-03-02_10-00-00.mp4";
    private static final String OTHER = "south/2024-03-02_10-00-00.mp4";
    private static final String THERE = "dr/";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final MemoryStoreProvider cold = MemoryStoreProvider.of("cold");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private KeepBench bench;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> memory, directory);
        bench.write(PATH, "first");
        bench.write(OTHER, "other");
    }

    @Test
    void aRestoreAsksForWhatIsColdAndALaterOneBringsItBack() throws Exception {
        mirrors(null);

        RestoreReport asked = restore(null, ThawOptions.DEFAULT);
        RestoreReport waits = restore(null, ThawOptions.DEFAULT);
        cold.finishThawing();
        RestoreReport done = restore(null, ThawOptions.DEFAULT);

        assertThat(asked.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(asked.summary().thawing()).isEqualTo(2);
        assertThat(waits.summary().thawing()).isEqualTo(2);
        assertThat(done.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("back").resolve(PATH)).hasContent("first");
        assertThat(directory.resolve("back").resolve(OTHER)).hasContent("other");
    }

    @Test
    void aRestoreSaysHowLongItTakes() throws Exception {
        mirrors(null);

        restore(null, new ThawOptions(1, ThawOptions.Tier.BULK));
        assertThat(details())
                .hasSize(2)
                .allMatch(detail -> detail.equals(
                        "asked the store to fetch it back from storage class GLACIER for a day, which takes 5 to 12 hours;"
                                + " run the restore again then"));

        restore(null, ThawOptions.DEFAULT);
        assertThat(details())
                .hasSize(2)
                .allMatch(detail -> detail.startsWith("on its way out of storage class GLACIER"));
    }

    @Test
    void withoutBeingToldToARestoreAsksForNothing() throws Exception {
        mirrors(null);

        RestoreReport report = restore(null, null);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().failed()).isEqualTo(2);
        assertThat(coldOf(THERE + PATH)).isEqualTo(new ColdStorage("GLACIER", false));
    }

    @Test
    void anEncryptedCopyIsOpenedByThePasswordWhileItIsCold() throws Exception {
        try (RcloneCrypt crypt = CryptWay.STANDARD.open()) {
            bench.encrypt(crypt);
            mirrors(crypt);

            RestoreReport asked = restore(crypt, ThawOptions.DEFAULT);
            cold.finishThawing();
            RestoreReport done = restore(crypt, ThawOptions.DEFAULT);

            assertThat(asked.summary().thawing()).as("%s", events).isEqualTo(2);
            assertThat(done.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        }
        assertThat(directory.resolve("back").resolve(PATH)).hasContent("first");
    }

    @Test
    void aVerificationReadsNothingColdAsksForNothingAndSaysSo() throws Exception {
        mirrors(null);

        VerifyReport report;
        try (BackupEngine engine = there(null)) {
            report = engine.verify(new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 2), events::add)
                    .await();
        }

        assertThat(report.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().notRead()).isEqualTo(2);
        assertThat(report.summary().checked()).isZero();
        assertThat(events.stream()
                        .filter(BackupEvent.Verified.class::isInstance)
                        .map(BackupEvent.Verified.class::cast))
                .extracting(BackupEvent.Verified::result)
                .containsExactly(VerifyResult.COLD, VerifyResult.COLD);
        assertThat(coldOf(THERE + PATH)).isEqualTo(new ColdStorage("GLACIER", false));
    }

    @Test
    void catSaysWhatToDo() throws Exception {
        mirrors(null);

        try (BackupEngine engine = there(null)) {
            assertThatThrownBy(
                            () -> engine.read(ReadOptions.whole(new ObjectKey(PATH)), OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE));
        }
        assertThat(coldOf(THERE + PATH)).isEqualTo(new ColdStorage("GLACIER", false));
    }

    private void mirrors(@Nullable RcloneCrypt crypt) throws InterruptedException {
        bench.syncs();
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(bench.source())
                .stateDirectory(bench.state())
                .store(memory, KeepBench.PREFIX)
                .encryption(crypt)
                .mirror(cold, THERE)
                .build()) {
            MirrorReport report = engine.mirror(
                            new MirrorOptions(SyncOptions.Mode.APPLY, "GLACIER", 2, SyncOptions.MIN_PART_SIZE_BYTES),
                            events::add)
                    .await();
            assertThat(report.exitCode()).as("%s", events).isEqualTo(ExitCode.OK);
        }
        events.clear();
    }

    private BackupEngine there(@Nullable RcloneCrypt crypt) {
        return BackupEngineBuilder.create()
                .source(bench.source())
                .stateDirectory(directory.resolve("state there"))
                .store(cold, THERE)
                .encryption(crypt)
                .build();
    }

    private RestoreReport restore(@Nullable RcloneCrypt crypt, @Nullable ThawOptions thaw) throws InterruptedException {
        events.clear();
        RestoreOptions options =
                new RestoreOptions(directory.resolve("back"), Selection.ALL, RestoreOptions.Existing.KEEP, 2);
        try (BackupEngine engine = there(crypt)) {
            return engine.restore(thaw == null ? options : options.thawing(thaw), events::add)
                    .await();
        }
    }

    private List<String> details() {
        return events.stream()
                .filter(BackupEvent.Restored.class::isInstance)
                .map(BackupEvent.Restored.class::cast)
                .filter(event -> event.result() == RestoreResult.THAWING)
                .map(event -> String.valueOf(event.detail()))
                .toList();
    }

    private @Nullable ColdStorage coldOf(String key) {
        try (ObjectStore store = cold.open(Checksums.UNCHUNKED)) {
            return store.head(new ObjectKey(key)).orElseThrow().cold();
        }
    }
}
