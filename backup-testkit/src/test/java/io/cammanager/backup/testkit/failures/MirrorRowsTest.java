package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.MirrorSummary;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.BytesBody;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket is copied to another one: what is whole, all of it, and nothing over anything better. */
final class MirrorRowsTest {
    private static final String PATH = "north/2024-03-02_10-00-00.mp4";
    private static final String OTHER = "south/2024-03-02_10-00-00.mp4";
    private static final String THERE = "dr/";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final MemoryStoreProvider mirror = MemoryStoreProvider.of("mirror");
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    /** Done once, when the bytes of {@link #awaited} are first asked for. */
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

    private String awaited = PATH;

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
    void everythingIsCopiedOnceAndKeepsItsMetadata() throws Exception {
        MirrorReport report = mirrors();

        assertThat(report.summary().copied()).isGreaterThanOrEqualTo(2);
        assertAddsUp(report.summary());
        assertThat(read(PATH)).isEqualTo("first");
        ObjectInfo here = bench.ask(
                store -> store.head(new ObjectKey(KeepBench.PREFIX + PATH)).orElseThrow());
        assertThat(head(PATH).metadata()).isEqualTo(here.metadata());
        assertThat(head(PATH).etag()).isEqualTo(here.etag());
        assertThat(keys()).noneMatch(key -> key.startsWith(THERE + ".cammanager/probe/"));
        assertThat(keys()).doesNotContain(THERE + ".cammanager/lease/sync");
        MirrorReport again = mirrors();
        assertThat(again.summary().copied()).as("a second time: %s", events).isZero();
    }

    @Test
    void whatIsDamagedIsNotCopiedAndTheRestIs() throws Exception {
        bench.put(PATH, "f1rst");

        MirrorReport report = mirror();

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.DAMAGED);
        assertThat(keys()).contains(THERE + OTHER).doesNotContain(THERE + PATH);
        assertAddsUp(report.summary());
    }

    @Test
    void bytesThatAreNotWhatTheirMetadataSaysAreNotCopied() throws Exception {
        bench.putAs("east/unknown.mp4", "rotten", "md5chksum", "AAAAAAAAAAAAAAAAAAAAAA==");

        MirrorReport report = mirror();

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf("east/unknown.mp4")).isEqualTo(MirrorResult.DAMAGED);
        assertThat(keys()).doesNotContain(THERE + "east/unknown.mp4");
    }

    @Test
    void whatIsMissingHereIsNamedAndStaysThere() throws Exception {
        mirrors();
        var unused = bench.ask(store -> store.delete(new ObjectKey(KeepBench.PREFIX + PATH)));

        MirrorReport report = mirror();

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().missing()).isEqualTo(1);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.MISSING);
        assertThat(read(PATH)).isEqualTo("first");
    }

    @Test
    void anotherObjectAtTheTargetIsKeptFirst() throws Exception {
        mirrors();
        putThere(PATH, "fals");

        MirrorReport report = mirrors();

        assertThat(report.summary().copied()).isEqualTo(1);
        assertThat(read(PATH)).isEqualTo("first");
        assertThat(keys()).anyMatch(key -> key.startsWith(THERE + ".cammanager/replaced/") && key.endsWith(PATH));
    }

    @Test
    void aLargerObjectAtTheTargetStays() throws Exception {
        mirrors();
        putThere(PATH, "first, and a second one behind it");

        MirrorReport report = mirror();

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.CONFLICT);
        assertThat(read(PATH)).isEqualTo("first, and a second one behind it");
    }

    @Test
    void aDryRunCopiesNothing() throws Exception {
        MirrorReport report = mirror(SyncOptions.Mode.DRY_RUN);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().copied()).isGreaterThanOrEqualTo(2);
        assertThat(ask(ObjectStore::bucketExists)).isFalse();
    }

    @Test
    void whatWasSentInPartsIsCopiedInThemAndHasTheSameEtag() throws Exception {
        bench.write("east/large.mp4", "x".repeat(11 << 20));
        bench.syncs(SyncOptions.builder()
                .uploadCutoffBytes(SyncOptions.MIN_PART_SIZE_BYTES)
                .partSizeBytes(SyncOptions.MIN_PART_SIZE_BYTES)
                .build());

        mirrors();

        ObjectKey here = new ObjectKey(KeepBench.PREFIX + "east/large.mp4");
        assertThat(head("east/large.mp4").etag())
                .endsWith("-3")
                .isEqualTo(bench.ask(store -> store.head(here).orElseThrow()).etag());
        assertThat(mirrors().summary().copied()).isZero();
    }

    @Test
    @Tag("G8")
    void g8AnObjectThatIsReplacedWhileItIsCopiedComesOverWholeAndAsItIsThen() throws Exception {
        memory.setVersioning(Versioning.ENABLED);
        meanwhile.set(() -> {
            try {
                bench.write(PATH, "second, and longer");
                bench.syncs();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        MirrorReport report = mirror();

        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        assertThat(read(PATH)).isEqualTo("second, and longer");
        assertAddsUp(report.summary());
    }

    @Test
    @Tag("G8")
    void g8AnUploadThatIsNotConfirmedYetIsLeftToTheNextMirror() throws Exception {
        bench.putAs(PATH, "on its way", "cm-id", "of an upload under way");

        MirrorReport report = mirror();

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(resultOf(PATH)).isEqualTo(MirrorResult.CHANGED);
        assertThat(keys()).contains(THERE + OTHER).doesNotContain(THERE + PATH);
    }

    @Test
    @Tag("G8")
    void g8AnObjectThatIsRemovedWhileItIsCopiedIsNamedAndNothingIsRemovedThere() throws Exception {
        mirrors();
        bench.put("east/later.mp4", "of another client");
        awaited = "east/later.mp4";
        meanwhile.set(() -> {
            var unused = bench.ask(store -> store.delete(new ObjectKey(KeepBench.PREFIX + "east/later.mp4")));
        });

        MirrorReport report = mirrors();

        assertThat(report.summary().gone()).isEqualTo(1);
        assertThat(read(PATH)).isEqualTo("first");
    }

    private static void assertAddsUp(MirrorSummary summary) {
        assertThat(summary.examined())
                .isEqualTo(summary.copied()
                        + summary.unchanged()
                        + summary.gone()
                        + summary.changed()
                        + summary.conflicts()
                        + summary.damaged()
                        + summary.missing()
                        + summary.failed());
    }

    private MirrorReport mirrors() throws InterruptedException {
        MirrorReport report = mirror();
        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        return report;
    }

    private MirrorReport mirror() throws InterruptedException {
        return mirror(SyncOptions.Mode.APPLY);
    }

    private MirrorReport mirror(SyncOptions.Mode mode) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(bench.source())
                .stateDirectory(bench.state())
                .store(new Watched(memory), KeepBench.PREFIX)
                .mirror(mirror, THERE)
                .build()) {
            return engine.mirror(new MirrorOptions(mode, null, 2, SyncOptions.MIN_PART_SIZE_BYTES), events::add)
                    .await();
        }
    }

    /** A bucket in which something happens when bytes are asked for. */
    private final class Watched extends ForwardingStoreProvider {
        Watched(StoreProvider inner) {
            super(inner);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new ForwardingObjectStore(super.open(checksums)) {
                @Override
                public ObjectContent get(ReadRequest request) {
                    boolean hit = request.key().value().equals(KeepBench.PREFIX + awaited);
                    Runnable now = hit ? meanwhile.getAndSet(null) : null;
                    if (now != null) {
                        now.run();
                    }
                    return super.get(request);
                }
            };
        }
    }

    private <T> T ask(Function<ObjectStore, T> question) {
        try (ObjectStore store = mirror.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        ask(store -> store.list(ListRequest.all("")).objects())
                .forEach(object -> keys.add(object.key().value()));
        return keys;
    }

    private ObjectInfo head(String path) {
        return ask(store -> store.head(new ObjectKey(THERE + path)).orElseThrow());
    }

    private String read(String path) {
        return ask(store -> {
            try (ObjectContent content = store.get(new ObjectKey(THERE + path))) {
                return new String(content.stream().readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void putThere(String path, String text) {
        PutRequest request =
                new PutRequest(new ObjectKey(THERE + path), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = ask(store -> store.put(request, BytesBody.of(text.getBytes(UTF_8))));
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
