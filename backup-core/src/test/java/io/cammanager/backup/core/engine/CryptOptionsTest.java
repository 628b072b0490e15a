package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.CryptOptions.BadBlocks;
import io.cammanager.backup.crypto.CryptOptions.ForeignNames;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pass_bad_blocks} and {@code strict_names} do to a run. */
final class CryptOptionsTest {
    private static final String PREFIX = "site/";
    private static final String DAMAGED = "north/damaged.mp4";
    private static final int BLOCK = 65_536;
    private static final int SIZE = 200_000;

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final ObjectStore raw = memory.open(Checksums.SUPPORTED);
    private final RcloneCrypt lenient = crypt(CryptOptions.defaults());
    private final RcloneCrypt passing = crypt(CryptOptions.defaults().withBadBlocks(BadBlocks.PASS_AS_ZEROS));
    private final RcloneCrypt strict = crypt(CryptOptions.defaults().withForeignNames(ForeignNames.FAIL));
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private byte[] plain = new byte[0];

    @BeforeEach
    void backUp() throws Exception {
        plain = write(DAMAGED, 1);
        byte[] unused = write("north/sound.mp4", 2);
        assertThat(sync(lenient, "state").exitCode()).isEqualTo(ExitCode.OK);
    }

    private byte[] write(String path, long seed) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(seed).nextBytes(content);
        Path file = directory.resolve("source").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T12:00:00Z")));
        return content;
    }

    private static RcloneCrypt crypt(CryptOptions options) {
        try (CryptKeys keys = CryptKeys.derive("correct horse".toCharArray(), null)) {
            return RcloneCrypt.open(keys, options);
        }
    }

    private BackupEngine engine(RcloneCrypt with, String state) {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve(state))
                .store(memory, PREFIX)
                .encryption(with)
                .build();
    }

    private SyncReport sync(RcloneCrypt with, String state) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine(with, state)) {
            return engine.sync(SyncOptions.defaults(), events::add).await();
        }
    }

    private RestoreReport restore(RcloneCrypt with, Existing existing) throws InterruptedException {
        events.clear();
        RestoreOptions options = new RestoreOptions(directory.resolve("target"), Selection.ALL, existing, 4);
        try (BackupEngine engine = engine(with, "state")) {
            return engine.restore(options, events::add).await();
        }
    }

    private ObjectKey stored(String path) {
        return new ObjectKey(PREFIX + lenient.names().storedPath(path));
    }

    private void damage(int... blocks) throws IOException {
        ObjectInfo info = raw.head(stored(DAMAGED)).orElseThrow();
        byte[] bytes;
        try (ObjectContent content = raw.get(stored(DAMAGED))) {
            bytes = content.stream().readAllBytes();
        }
        for (int block : blocks) {
            bytes[RcloneCrypt.HEADER_BYTES + block * RcloneCrypt.STORED_BLOCK_BYTES + 20] ^= 1;
        }
        put(stored(DAMAGED), info.metadata(), bytes);
    }

    private void put(ObjectKey key, Map<String, String> metadata, byte[] content) {
        String unused = raw.put(new PutRequest(key, metadata, "text/plain", Condition.ALWAYS), new BytesBody(content));
    }

    private byte[] withZeros(int... blocks) {
        byte[] expected = plain.clone();
        for (int block : blocks) {
            Arrays.fill(expected, block * BLOCK, Math.min(SIZE, (block + 1) * BLOCK), (byte) 0);
        }
        return expected;
    }

    private BackupEvent.Restored ending() {
        return events.stream()
                .filter(BackupEvent.Restored.class::isInstance)
                .map(BackupEvent.Restored.class::cast)
                .filter(event -> event.path().equals(DAMAGED))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void damagedBlocksAreRestoredAsZerosAndReported() throws Exception {
        damage(0, 2, 3);

        RestoreReport report = restore(passing, Existing.KEEP);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().damaged()).isEqualTo(1);
        assertThat(report.summary().restored()).isEqualTo(1);
        assertThat(directory.resolve("target").resolve(DAMAGED)).hasBinaryContent(withZeros(0, 2, 3));
        assertThat(ending().result()).isEqualTo(RestoreResult.DAMAGED);
        assertThat(ending().detail())
                .startsWith("blocks 0, 2-3 of 64 KiB failed")
                .endsWith("written with the zeros");
    }

    @Test
    void withoutTheOptionNothingOfADamagedRecordingIsRestored() throws Exception {
        damage(2);

        assertThat(restore(lenient, Existing.KEEP).exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(directory.resolve("target").resolve(DAMAGED)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Existing.class)
    void damagedRecordingNeverReplacesAFile(Existing existing) throws Exception {
        damage(1);
        Path file = directory.resolve("target").resolve(DAMAGED);
        Files.createDirectories(file.getParent());
        Files.write(file, plain);

        RestoreReport report = restore(passing, existing);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.MISMATCH);
        assertThat(file).hasBinaryContent(plain);
        assertThat(ending().detail()).endsWith("what is in its place was kept");
    }

    @Test
    void restoringAgainReportsTheDamageAgain() throws Exception {
        damage(1);
        RestoreReport unused = restore(passing, Existing.KEEP);

        RestoreReport again = restore(passing, Existing.KEEP);

        assertThat(again.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(again.summary().damaged()).isEqualTo(1);
        assertThat(directory.resolve("target").resolve(DAMAGED)).hasBinaryContent(withZeros(1));
    }

    @Test
    void verifyFindsTheDamageAllTheSame() throws Exception {
        damage(1);

        VerifyReport report;
        try (BackupEngine engine = engine(passing, "state")) {
            report = engine.verify(new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 4), events::add)
                    .await();
        }

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().verified()).isEqualTo(1);
    }

    @Test
    void damagedFirstBlockIsNoWrongPasswordWhereAnotherObjectFits() throws Exception {
        damage(0);
        raw.delete(new ObjectKey(PREFIX + ".cammanager/canary"));

        assertThat(restore(passing, Existing.KEEP).exitCode()).isEqualTo(ExitCode.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"north", "somewhere"})
    void foreignNameEndsAStrictRun(String place) throws Exception {
        String folder = place.equals("north") ? lenient.names().storedDirectory("north/") : "";
        put(new ObjectKey(PREFIX + folder + "notes.txt"), Map.of(), "hello".getBytes(UTF_8));

        RestoreReport report = restore(strict, Existing.KEEP);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.MISMATCH);
        assertThat(requireNonNull(report.problem()).message())
                .contains("notes.txt", "strict_names of the remote takes that for an error");
        if (place.equals("north")) {
            assertThat(sync(strict, "another state").exitCode()).isEqualTo(ExitCode.MISMATCH);
        }
        assertThat(restore(lenient, Existing.KEEP).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void strictRunTakesNeitherOurOwnObjectsNorTheMarkerOfThePrefixForForeign() throws Exception {
        put(new ObjectKey(PREFIX), Map.of(), new byte[0]);

        assertThat(restore(strict, Existing.KEEP).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(sync(strict, "another state").exitCode()).isEqualTo(ExitCode.OK);
    }
}
