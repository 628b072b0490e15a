package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a mirror knows that an object is whole: the catalog, else the manifest, else the object alone; and who copies it. */
final class MirrorProofRowsTest {
    private static final String PATH = "north/2024-03-02_10-00-00.mp4";
    private static final String OTHER = "south/2024-03-02_10-00-00.mp4";
    private static final String THERE = "dr/";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final MemoryStoreProvider far = MemoryStoreProvider.of("far");
    private final MemoryStoreProvider beside = memory.beside("near");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private KeepBench bench;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> memory, directory);
        bench.write(PATH, "first");
        bench.write(OTHER, "other");
        bench.syncs();
    }

    @Test
    void aMirrorOfAnotherMachineGoesByTheManifest() throws Exception {
        MirrorReport report = mirrorElsewhere(far);

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().copied()).isGreaterThanOrEqualTo(2);
        assertThat(report.summary().unproven()).isZero();
    }

    @Test
    void whatIsNotWhatTheManifestSaysIsNotCopiedAndTheRestIs() throws Exception {
        bench.put(PATH, "f1rst");

        MirrorReport report = mirrorElsewhere(far);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.DAMAGED);
        assertThat(keys(far)).contains(THERE + OTHER).doesNotContain(THERE + PATH);
    }

    @Test
    void whatTheManifestKnowsAndTheBucketHasLostIsNamed() throws Exception {
        var unused = bench.ask(store -> store.delete(new ObjectKey(KeepBench.PREFIX + PATH)));

        MirrorReport report = mirrorElsewhere(far);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.MISSING);
    }

    @Test
    void whatNobodyKnowsIsCopiedAndCountedAsUnproven() throws Exception {
        bench.put("east/foreign.mp4", "of another client");

        MirrorReport report = mirrorElsewhere(far);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().unproven()).isEqualTo(1);
    }

    @Test
    void aDamagedManifestIsNamedAndNotCopiedAndStopsNothing() throws Exception {
        String segment = bench
                .ask(store -> store.list(ListRequest.all(KeepBench.PREFIX + ".cammanager/manifest/")))
                .objects()
                .stream()
                .map(object -> object.key().value().substring(KeepBench.PREFIX.length()))
                .filter(path -> path.endsWith(".gz"))
                .findFirst()
                .orElseThrow();
        bench.put(segment, "edited");

        MirrorReport report = mirrorElsewhere(far);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(segment)).isEqualTo(MirrorResult.DAMAGED);
        assertThat(keys(far)).contains(THERE + OTHER, THERE + PATH).doesNotContain(THERE + segment);
        assertThat(report.summary().unproven()).isEqualTo(2);
    }

    @Test
    void aManifestSegmentThatIsGoneIsNamed() throws Exception {
        String segment = bench
                .ask(store -> store.list(ListRequest.all(KeepBench.PREFIX + ".cammanager/manifest/")))
                .objects()
                .stream()
                .map(object -> object.key().value())
                .filter(path -> path.endsWith(".gz"))
                .findFirst()
                .orElseThrow();
        var unused = bench.ask(store -> store.delete(new ObjectKey(segment)));

        MirrorReport report = mirror(bench.state(), far);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(segment.substring(KeepBench.PREFIX.length()))).isEqualTo(MirrorResult.MISSING);
        assertThat(keys(far)).contains(THERE + OTHER, THERE + PATH);
    }

    @Test
    void theStoreCopiesByItselfWhatStaysInIt() throws Exception {
        MirrorReport report = mirror(bench.state(), beside);

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(report.summary().serverSide()).isEqualTo(report.summary().copied());
        assertThat(report.summary().serverSide()).isGreaterThanOrEqualTo(2);
        ObjectInfo here = bench.ask(
                store -> store.head(new ObjectKey(KeepBench.PREFIX + PATH)).orElseThrow());
        ObjectInfo there =
                ask(beside, store -> store.head(new ObjectKey(THERE + PATH)).orElseThrow());
        assertThat(there.metadata()).isEqualTo(here.metadata());
        assertThat(there.etag()).isEqualTo(here.etag());
        assertThat(mirror(bench.state(), beside).summary().copied()).isZero();
    }

    @Test
    void whatGoesToAnotherStorePassesThroughHere() throws Exception {
        assertThat(mirror(bench.state(), far).summary().serverSide()).isZero();
    }

    @Test
    void theStoreCopiesNothingThatIsDamaged() throws Exception {
        bench.put(PATH, "f1rst");
        bench.putAs("east/unknown.mp4", "rotten", "md5chksum", "AAAAAAAAAAAAAAAAAAAAAA==");

        MirrorReport report = mirror(bench.state(), beside);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.DAMAGED);
        assertThat(resultOf("east/unknown.mp4")).isEqualTo(MirrorResult.DAMAGED);
        assertThat(keys(beside)).contains(THERE + OTHER).doesNotContain(THERE + PATH, THERE + "east/unknown.mp4");
    }

    private MirrorReport mirrorElsewhere(MemoryStoreProvider target) throws InterruptedException {
        return mirror(directory.resolve("state of another machine"), target);
    }

    private MirrorReport mirror(Path state, MemoryStoreProvider target) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(bench.source())
                .stateDirectory(state)
                .store(memory, KeepBench.PREFIX)
                .mirror(target, THERE)
                .build()) {
            return engine.mirror(
                            new MirrorOptions(SyncOptions.Mode.APPLY, null, 2, SyncOptions.MIN_PART_SIZE_BYTES),
                            events::add)
                    .await();
        }
    }

    private static <T> T ask(MemoryStoreProvider provider, Function<ObjectStore, T> question) {
        try (ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    private static List<String> keys(MemoryStoreProvider provider) {
        return ask(provider, store -> store.list(ListRequest.all(""))).objects().stream()
                .map(object -> object.key().value())
                .toList();
    }

    private MirrorResult resultOf(String path) {
        return events.stream()
                .filter(BackupEvent.Mirrored.class::isInstance)
                .map(BackupEvent.Mirrored.class::cast)
                .filter(event -> event.path().equals(path))
                .map(BackupEvent.Mirrored::result)
                .findFirst()
                .orElseThrow();
    }
}
