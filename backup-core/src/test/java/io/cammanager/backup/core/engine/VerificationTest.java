package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.lock.LocalLock;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification draws, reads and remembers, and the drill, over a bucket in memory. */
final class VerificationTest {
    private static final String PREFIX = "site/";
    private static final int FILES = 24;
    /** Three boxes that add up. */
    private static final String MP4 = "\0\0\0\u0008ftyp\0\0\0\u0008moov\0\0\0\u0018mdat";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();
    private Instant now = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    private Path directory;

    private Path source;
    private Path scratch;

    @BeforeEach
    void syncSome() throws Exception {
        source = directory.resolve("source");
        scratch = Files.createDirectory(directory.resolve("scratch"));
        for (int i = 0; i < FILES; i++) {
            write(path(i), MP4 + String.format("%016d", i));
        }
        sync();
    }

    /** Two cameras, half an hour apart. */
    private static String path(int number) {
        return String.format("camera%d/2026-02-28_%02d-%02d-00.mp4", number % 2, 10 + number / 4, number / 2 % 2 * 30);
    }

    private void write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void put(String path, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            String unused = store.put(
                    new PutRequest(new ObjectKey(PREFIX + path), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS),
                    new MemoryBody(bytes));
        }
    }

    private BackupEngine engine() {
        return engine(memory);
    }

    private BackupEngine engine(StoreProvider provider) {
        return BackupEngineBuilder.create()
                .source(source)
                .stateDirectory(directory.resolve("state"))
                .store(provider, PREFIX)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .sleeper(duration -> {})
                .build();
    }

    private void sync() throws InterruptedException {
        try (BackupEngine engine = engine()) {
            assertThat(engine.sync(SyncOptions.defaults(), event -> {}).await().exitCode())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private VerifyReport verify(VerifyLevel level, Shard part, Sample sample) throws InterruptedException {
        return verify(new VerifyOptions(level, new Portion(Selection.ALL, part, sample), 4, null, scratch));
    }

    private VerifyReport verify(VerifyOptions options) throws InterruptedException {
        events.clear();
        now = now.plusSeconds(1);
        try (BackupEngine engine = engine()) {
            return engine.verify(options, events::add).await();
        }
    }

    private Set<String> verified() {
        return events.stream()
                .filter(BackupEvent.Verified.class::isInstance)
                .map(event -> ((BackupEvent.Verified) event).path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aSampleIsDrawnAgainByItsSeedAndByAnotherSeedIsAnother() throws Exception {
        VerifyReport report = verify(VerifyLevel.DATA, Shard.ALL, new Sample.Count(5, 7));
        Set<String> first = verified();
        verify(VerifyLevel.DATA, Shard.ALL, new Sample.Count(5, 7));
        Set<String> again = verified();
        verify(VerifyLevel.DATA, Shard.ALL, new Sample.Count(5, 8));

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().checked()).isEqualTo(5);
        assertThat(report.summary().notRead()).isEqualTo(FILES - 5);
        assertThat(report.summary().requests())
                .as("no listing of the recordings, one GET each, and the manifest")
                .isLessThan(10);
        assertThat(first).hasSize(5).isEqualTo(again).isNotEqualTo(verified());
        assertThat(events).contains(new BackupEvent.Sampled(8));
    }

    @Test
    void aShareOfAllIsAllAndASampleLargerThanAllIsAll() throws Exception {
        assertThat(verify(VerifyLevel.HEAD, Shard.ALL, new Sample.Percent(100, 1))
                        .summary()
                        .checked())
                .isEqualTo(FILES);
        assertThat(verify(VerifyLevel.HEAD, Shard.ALL, new Sample.Count(1000, 1))
                        .summary()
                        .checked())
                .isEqualTo(FILES);
        assertThat(verify(VerifyLevel.HEAD, Shard.ALL, new Sample.Percent(30, 1))
                        .summary()
                        .checked())
                .isBetween(1L, FILES - 1L);
    }

    @Test
    void thePartsTogetherLookAtEverythingAndAtNothingTwice() throws Exception {
        Set<String> seen = new TreeSet<>();
        int looks = 0;
        for (int part = 0; part < 5; part++) {
            verify(VerifyLevel.DATA, new Shard(part, 5), Sample.EVERYTHING);
            looks += verified().size();
            seen.addAll(verified());
        }

        assertThat(seen).hasSize(FILES);
        assertThat(looks).isEqualTo(FILES);
    }

    @Test
    void aRotationReadsEverythingInItsDaysAndThenBeginsAgain() throws Exception {
        Sample rotation = new Sample.Rotation(4, 0, 1);
        for (int day = 0; day < 4; day++) {
            now = now.plus(Duration.ofDays(1));
            VerifyReport report = verify(VerifyLevel.DATA, Shard.ALL, rotation);

            assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
            assertThat(report.summary().checked()).isEqualTo(FILES / 4);
            Coverage coverage = coverage(report);
            assertThat(coverage.neverRead()).isEqualTo(FILES - (day + 1) * FILES / 4);
            assertThat(coverage.isFull()).isEqualTo(day == 3);
        }
        now = now.plus(Duration.ofDays(2));
        VerifyReport late = verify(VerifyLevel.DATA, Shard.ALL, rotation);

        assertThat(late.summary().checked()).as("two days' share").isEqualTo(FILES / 2);
        assertThat(coverage(late).days()).isEqualTo(4);
    }

    private static Coverage coverage(VerifyReport report) {
        Coverage coverage = report.summary().coverage();
        assertThat(coverage).isNotNull();
        return Objects.requireNonNull(coverage);
    }

    @Test
    void whatIsDamagedOrConfirmedAnewCountsAsNeverRead() throws Exception {
        verify(VerifyLevel.DATA, Shard.ALL, Sample.EVERYTHING);
        put(path(0), MP4 + "other bytes here");
        VerifyReport damaged = verify(new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 4));
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(coverage(damaged).neverRead())
                .as("it was sound when it was read")
                .isZero();
        write(path(1), MP4 + "and one more byte");
        now = now.plus(Duration.ofHours(1));

        sync();
        VerifyReport after = verify(VerifyLevel.DATA, Shard.ALL, new Sample.Count(1, 1));

        assertThat(coverage(after).confirmed()).isEqualTo(FILES);
        assertThat(coverage(after).neverRead()).isBetween(1L, 2L);
    }

    /** What the store says of the object is all as it was; only who reads it finds that its bytes are others. */
    @Test
    void whatRottedUnderItsETagIsSentAgainWhateverTheStoreSaysOfIt() throws Exception {
        AtomicBoolean rotten = new AtomicBoolean(true);
        StoreProvider store = new Rotting(memory, new ObjectKey(PREFIX + path(0)), rotten);
        VerifyOptions healing = new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 4).healing(SyncOptions.defaults());

        VerifyReport report;
        events.clear();
        try (BackupEngine engine = engine(store)) {
            report = engine.verify(healing, events::add).await();
        }

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().differing()).isEqualTo(1);
        assertThat(report.summary().healed()).isEqualTo(1);
        assertThat(rotten).as("it was written anew").isFalse();
        assertThat(coverage(report).isFull()).as("it was read back again").isTrue();
    }

    private static VerifyOptions healing(SyncOptions options) {
        return new VerifyOptions(VerifyLevel.LIST, Selection.ALL, 4).healing(options);
    }

    private List<String> warnings() {
        return events.stream()
                .filter(BackupEvent.Warning.class::isInstance)
                .map(event -> ((BackupEvent.Warning) event).message())
                .toList();
    }

    private boolean isStored(int number) {
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            return store.head(new ObjectKey(PREFIX + path(number))).isPresent();
        }
    }

    private void delete(int number) {
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            var unused = store.delete(new ObjectKey(PREFIX + path(number)));
        }
    }

    @Test
    void aBucketThatSomebodyHasEmptiedIsNotHealedWithoutAWord() throws Exception {
        memory.removeBucket();
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            store.createBucket();
        }

        VerifyReport stopped = verify(healing(SyncOptions.defaults()));

        assertThat(stopped.exitCode()).as("%s", stopped).isEqualTo(ExitCode.BUCKET_MISSING);
        assertThat(String.valueOf(stopped.problem())).contains("is empty, but " + FILES + " recordings", "sync --heal");
        assertThat(isStored(0)).isFalse();

        VerifyReport filled = verify(healing(
                SyncOptions.builder().emptied(SyncOptions.Emptied.FILL_AGAIN).build()));

        assertThat(filled.summary().healed()).as("%s", filled).isEqualTo(FILES);
        assertThat(isStored(0)).isTrue();
    }

    @Test
    void howManyAreMissingIsSaidOnceBeforeTheyAreHealed() throws Exception {
        delete(3);
        delete(4);

        VerifyReport report = verify(healing(SyncOptions.defaults()));

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().healed()).isEqualTo(2);
        assertThat(warnings()).singleElement().asString().startsWith("2 recordings");
    }

    @Test
    void whereAnotherRunHoldsTheLockNothingIsHealedAndWhatWasFoundIsRemembered() throws Exception {
        delete(3);
        Path state;
        try (Stream<Path> states = Files.list(directory.resolve("state"))) {
            state = states.findFirst().orElseThrow();
        }

        VerifyReport report;
        try (LocalLock lock = LocalLock.acquire(state, "a sync")) {
            report = verify(healing(SyncOptions.defaults()));
            assertThat(lock).isNotNull();
        }

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.LOCKED);
        assertThat(String.valueOf(report.problem())).contains("nothing was healed", "a sync");
        assertThat(report.summary().missing()).isEqualTo(1);
        assertThat(isStored(3)).isFalse();
        try (BackupEngine engine = engine()) {
            assertThat(engine.status().last(RunRecord.Kind.VERIFY).map(RunRecord::exitCode))
                    .contains(ExitCode.MISMATCH);
        }
    }

    /** Gives wrong bytes for one object until that is written again. */
    private static final class Rotting extends ForwardingStoreProvider {
        private final ObjectKey key;
        private final AtomicBoolean rotten;

        Rotting(StoreProvider provider, ObjectKey key, AtomicBoolean rotten) {
            super(provider);
            this.key = key;
            this.rotten = rotten;
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new ForwardingObjectStore(super.open(checksums)) {
                @Override
                public ObjectContent get(ReadRequest asked) {
                    ObjectContent content = super.get(asked);
                    return rotten.get() && asked.key().equals(key)
                            ? new ObjectContent(content.info(), new ByteArrayInputStream(new byte[40]))
                            : content;
                }

                @Override
                public String put(PutRequest request, Body body) {
                    String etag = super.put(request, body);
                    if (request.key().equals(key)) {
                        rotten.set(false);
                    }
                    return etag;
                }
            };
        }
    }

    @Test
    void remembersForHowLongTheBucketLocksWhatIsNew() throws Exception {
        MemoryStoreProvider other = MemoryStoreProvider.of("other");
        other.admin().createBucketWithLock();
        other.admin().setLock(new BucketLock.Default(LockMode.GOVERNANCE, 30));
        StoreProvider locked = new ForwardingStoreProvider(memory) {
            @Override
            public BucketAdmin admin() {
                return other.admin();
            }
        };
        VerifyOptions options = new VerifyOptions(VerifyLevel.LIST, Selection.ALL, 4);

        VerifyReport unused = verify(options);
        try (BackupEngine engine = engine(locked)) {
            assertThat(engine.status().lockDays()).contains(0L);

            unused = engine.verify(options, event -> {}).await();

            assertThat(engine.status().lockDays()).contains(30L);
        }
    }

    @Test
    void aDrillRestoresAnHourAndASampleAndLeavesNothing() throws Exception {
        VerifyReport report = verify(VerifyLevel.DRILL, Shard.ALL, new Sample.Count(3, 5));

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().checked())
                .isBetween(3L, 5L)
                .isEqualTo(verified().size());
        assertThat(report.summary().bytesRead()).isEqualTo(40 * report.summary().checked());
        assertThat(events).hasAtLeastOneElementOfType(BackupEvent.HourDrawn.class);
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
        try (BackupEngine engine = engine()) {
            assertThat(engine.status().lastSuccess(RunRecord.Kind.DRILL)).isPresent();
        }
    }

    @Test
    void aDrillFindsWhatIsMissingWhatIsOtherAndWhatIsNoWholeRecording() throws Exception {
        write("camera0/2026-02-28_23-00-00.mp4", "\0\0\0\u0008ftyp\0\0\0\u0008moov\0\0\u0001\0mdat, and then cut off");
        now = now.plus(Duration.ofHours(1));
        sync();
        put(path(2), MP4 + "other bytes here");
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            var unused = store.delete(new ObjectKey(PREFIX + path(3)));
        }

        VerifyReport report = verify(VerifyLevel.DRILL, Shard.ALL, new Sample.Count(1000, 5));

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.MISMATCH);
        List<String> bad = events.stream()
                .filter(BackupEvent.Verified.class::isInstance)
                .map(BackupEvent.Verified.class::cast)
                .filter(verified -> verified.result() != VerifyResult.OK)
                .map(verified -> verified.path() + " " + verified.result())
                .toList();
        assertThat(bad)
                .containsExactlyInAnyOrder(
                        path(2) + " DIFFERS", path(3) + " MISSING", "camera0/2026-02-28_23-00-00.mp4 DIFFERS");
    }

    @Test
    void aDrillWithNothingToRestoreIsNoSuccess() throws Exception {
        VerifyOptions nobody = new VerifyOptions(
                VerifyLevel.DRILL,
                new Portion(new Selection(Set.of("nobody"), null, null), Shard.ALL, new Sample.Count(3, 1)),
                4,
                null,
                null);

        assertThat(verify(nobody).exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    }
}
