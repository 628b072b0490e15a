package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sync, verify and restore of an encrypted bucket, and what is done to it behind our back. */
final class EncryptionTest {
    private static final String PREFIX = "site/";
    private static final Instant RECORDED = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final int[] SIZES = {0, 1, 65_535, 65_536, 65_537, 200_000};

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final ObjectStore raw = memory.open(Checksums.SUPPORTED);
    private final RcloneCrypt crypt = crypt("correct horse");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private Path source;

    @BeforeEach
    void fillSource() throws IOException {
        source = directory.resolve("source");
        Random random = new Random(7);
        for (int size : SIZES) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            write("north/size-" + size + ".mp4", content);
        }
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(RECORDED));
    }

    private static RcloneCrypt crypt(String password) {
        try (CryptKeys keys = CryptKeys.derive(password.getBytes(UTF_8), "salt of the test".getBytes(UTF_8))) {
            return RcloneCrypt.open(keys, CryptOptions.defaults());
        }
    }

    private BackupEngine engine(RcloneCrypt with, String state) {
        return BackupEngineBuilder.create()
                .source(source)
                .stateDirectory(directory.resolve(state))
                .store(memory, PREFIX)
                .encryption(with)
                .build();
    }

    private SyncReport sync(RcloneCrypt with, String state, SyncOptions options) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine(with, state)) {
            return engine.sync(options, events::add).await();
        }
    }

    private SyncReport sync() throws InterruptedException {
        return sync(crypt, "state", SyncOptions.defaults());
    }

    private VerifyReport verify() throws InterruptedException {
        try (BackupEngine engine = engine(crypt, "state")) {
            return engine.verify(new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 4), events::add)
                    .await();
        }
    }

    private RestoreReport restore(String target) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine(crypt, "state")) {
            return engine.restore(
                            new RestoreOptions(
                                    directory.resolve(target), Selection.ALL, RestoreOptions.Existing.KEEP, 4),
                            events::add)
                    .await();
        }
    }

    private ObjectKey stored(String path) {
        return new ObjectKey(PREFIX + crypt.names().storedPath(path));
    }

    private List<ListedObject> recordings() {
        return raw.list(ListRequest.all(PREFIX)).objects().stream()
                .filter(object -> !object.key().value().startsWith(PREFIX + ".cammanager/"))
                .toList();
    }

    private byte[] bytes(ObjectKey key) throws IOException {
        try (ObjectContent content = raw.get(key)) {
            return content.stream().readAllBytes();
        }
    }

    private void replace(ObjectKey key, Map<String, String> metadata, byte[] content) {
        String unused = raw.put(
                new PutRequest(key, metadata, "application/octet-stream", Condition.ALWAYS), new BytesBody(content));
    }

    /** Changes the bytes of an object behind our back, and nothing else. */
    private void tamper(String path, UnaryOperator<byte[]> change) throws IOException {
        ObjectInfo info = raw.head(stored(path)).orElseThrow();
        replace(stored(path), info.metadata(), change.apply(bytes(stored(path))));
    }

    @Test
    void aSyncIsProvenAndTheNextOneFindsNothingToDo() throws Exception {
        SyncReport first = sync(
                crypt,
                "state",
                SyncOptions.builder().verify(VerifyScope.CHANGED).build());
        SyncReport second = sync();

        assertThat(first.exitCode()).as("%s", first).isEqualTo(ExitCode.OK);
        assertThat(first.summary().uploaded()).isEqualTo(SIZES.length);
        assertThat(first.summary().verified()).isEqualTo(SIZES.length);
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.summary().unchanged()).isEqualTo(SIZES.length);
        assertThat(second.summary().requests()).isLessThanOrEqualTo(1 + 6);
    }

    @Test
    void nothingInTheBucketTellsNamesOrBytes() throws Exception {
        sync();

        assertThat(recordings())
                .hasSize(SIZES.length)
                .allSatisfy(object -> assertThat(object.key().value()).doesNotContain("north", "size", "mp4"));
        byte[] plain = Files.readAllBytes(source.resolve("north/size-200000.mp4"));
        byte[] kept = bytes(stored("north/size-200000.mp4"));
        assertThat(kept).hasSize((int) ContentCipher.storedSize(200_000));
        assertThat(new String(kept, UTF_8)).doesNotContain(new String(Arrays.copyOf(plain, 64), UTF_8));
    }

    @Test
    void aRestoreGivesTheSameBytesAndTimes() throws Exception {
        sync();

        RestoreReport report = restore("target");
        RestoreReport again = restore("target");

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        for (int size : SIZES) {
            Path restored = directory.resolve("target/north/size-" + size + ".mp4");
            assertThat(restored).hasSameBinaryContentAs(source.resolve("north/size-" + size + ".mp4"));
            assertThat(Files.getLastModifiedTime(restored).toInstant()).isEqualTo(RECORDED);
        }
        assertThat(again.summary().unchanged()).isEqualTo(SIZES.length);
        assertThat(verify().summary().verified()).isEqualTo(SIZES.length);
    }

    @Test
    void listingsSpeakOfPlainNamesAndSizes() throws Exception {
        sync();

        List<RemoteRecording> found = new ArrayList<>();
        try (BackupEngine engine = engine(crypt, "state")) {
            engine.list(Selection.ALL, found::add);
        }

        assertThat(found)
                .extracting(recording -> recording.path() + " " + recording.size())
                .contains("north/size-65536.mp4 65536", "north/size-0.mp4 0")
                .hasSize(SIZES.length);
    }

    @Test
    void aLargeFileGoesUpInPartsAndComesBack() throws Exception {
        byte[] content = new byte[12 << 20];
        new Random(3).nextBytes(content);
        write("north/large.mp4", content);

        SyncReport report = sync(
                crypt,
                "state",
                SyncOptions.builder()
                        .uploadCutoffBytes(6 << 20)
                        .partSizeBytes(5 << 20)
                        .build());

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(raw.head(stored("north/large.mp4")).orElseThrow().metadata()).containsKey("md5chksum");
        assertThat(restore("target").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("target/north/large.mp4"))
                .hasSameBinaryContentAs(source.resolve("north/large.mp4"));
    }

    @Test
    void aLostStateIsRebuiltFromTheBucket() throws Exception {
        sync();

        SyncReport report = sync(crypt, "another state", SyncOptions.defaults());

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().uploaded()).isZero();
        assertThat(report.summary().unchanged()).isEqualTo(SIZES.length);
    }

    @Test
    void aFileWithAnotherTimeIsComparedByItsContent() throws Exception {
        sync();
        Files.setLastModifiedTime(source.resolve("north/size-200000.mp4"), FileTime.from(RECORDED.plusSeconds(1)));

        SyncReport report = sync(crypt, "another state", SyncOptions.defaults());

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().unchanged()).isEqualTo(SIZES.length);
        assertThat(reasons()).contains(Reason.SAME_CONTENT);
    }

    private List<Reason> reasons() {
        return events.stream()
                .filter(BackupEvent.Finished.class::isInstance)
                .map(event -> ((BackupEvent.Finished) event).reason())
                .toList();
    }

    @Test
    void anotherPasswordIsFoundBeforeAnythingIsSent() throws Exception {
        sync();
        int before = recordings().size();
        write("north/new.mp4", new byte[10]);

        SyncReport report = sync(crypt("another"), "another state", SyncOptions.defaults());

        assertThat(report.exitCode()).isEqualTo(ExitCode.WRONG_PASSWORD);
        assertThat(recordings()).hasSize(before);
    }

    @Test
    void anotherPasswordIsFoundByTheFirstBlockOfAnObjectWhereThereIsNoCanary() throws Exception {
        sync();
        raw.delete(new ObjectKey(PREFIX + ".cammanager/canary"));

        SyncReport report = sync(crypt("another"), "another state", SyncOptions.defaults());

        assertThat(report.exitCode()).isEqualTo(ExitCode.WRONG_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail cut at a block", "only the header", "head cut at a block", "exchanged"})
    void whatTheFormatDoesNotNoticeIsFound(String attack) throws Exception {
        write("north/size-200001.mp4", new byte[200_001]);
        sync();
        int block = RcloneCrypt.STORED_BLOCK_BYTES;
        int header = RcloneCrypt.HEADER_BYTES;
        switch (attack) {
            case "tail cut at a block" ->
                tamper("north/size-200000.mp4", bytes -> Arrays.copyOf(bytes, header + 2 * block));
            case "only the header" -> tamper("north/size-200000.mp4", bytes -> Arrays.copyOf(bytes, header));
            case "head cut at a block" -> tamper("north/size-200000.mp4", bytes -> cutHead(bytes, header, block));
            default -> exchange("north/size-200000.mp4", "north/size-200001.mp4");
        }

        VerifyReport verified = verify();
        RestoreReport restored = restore("target");

        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(ExitCode.MISMATCH);
        assertThat(restored.exitCode()).as("%s", restored).isEqualTo(ExitCode.MISMATCH);
        assertThat(directory.resolve("target/north/size-200000.mp4")).doesNotExist();
        assertThat(restored.summary().damaged()).isEqualTo(attack.equals("exchanged") ? 2 : 1);
    }

    /** Drops the first block and moves the nonce on, so that every block that is left still fits. */
    private static byte[] cutHead(byte[] bytes, int header, int block) {
        byte[] cut = new byte[bytes.length - block];
        System.arraycopy(bytes, 0, cut, 0, header);
        System.arraycopy(bytes, header + block, cut, header, bytes.length - header - block);
        for (int i = 8; i < header && ++cut[i] == 0; i++) {}
        return cut;
    }

    private void exchange(String one, String other) throws IOException {
        ObjectInfo first = raw.head(stored(one)).orElseThrow();
        ObjectInfo second = raw.head(stored(other)).orElseThrow();
        byte[] firstBytes = bytes(stored(one));
        byte[] secondBytes = bytes(stored(other));
        replace(stored(one), second.metadata(), secondBytes);
        replace(stored(other), first.metadata(), firstBytes);
    }

    @Test
    void anObjectWithoutATagIsRestoredAndSaidToBeUnproven() throws Exception {
        sync();
        ObjectInfo info = raw.head(stored("north/size-200000.mp4")).orElseThrow();
        replace(
                stored("north/size-200000.mp4"),
                Map.of("mtime", String.valueOf(info.metadata().get("mtime"))),
                bytes(stored("north/size-200000.mp4")));

        RestoreReport report = restore("target");

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(events)
                .filteredOn(event -> event instanceof BackupEvent.Restored restored && restored.detail() != null)
                .hasSize(1);
    }

    @Test
    void aRestoreNamesAHundredForeignObjectsAndCountsTheRest() throws Exception {
        sync();
        for (int i = 0; i < 103; i++) {
            replace(new ObjectKey(PREFIX + "foreign-" + (1000 + i) + ".txt"), Map.of(), "hello".getBytes(UTF_8));
        }
        events.clear();

        RestoreReport report = restore("target");

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(events)
                .filteredOn(BackupEvent.Warning.class::isInstance)
                .extracting(event -> ((BackupEvent.Warning) event).message())
                .hasSize(101)
                .startsWith("foreign-1000.txt is not encrypted as this job encrypts its recordings: not restored")
                .endsWith("and 3 more objects are not encrypted as this job encrypts its recordings: not restored");
    }

    @Test
    void aForeignObjectIsNoRecordingAndADamagedOneIsNeverTakenForAnEmptyFile() throws Exception {
        raw.createBucket();
        replace(
                new ObjectKey(PREFIX + crypt.names().storedDirectory("north/") + "foreign.txt"),
                Map.of(),
                "hello".getBytes(UTF_8));
        replace(stored("north/size-0.mp4"), Map.of(), new byte[5]);

        SyncReport report = sync();

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().conflicts()).isEqualTo(1);
        assertThat(reasons()).contains(Reason.CORRUPT_REMOTELY);
        assertThat(report.summary().uploaded()).isEqualTo(SIZES.length - 1);
        assertThat(events)
                .filteredOn(event -> event instanceof BackupEvent.Warning warning
                        && warning.message().contains("not encrypted as this job"))
                .hasSize(1);
    }
}
