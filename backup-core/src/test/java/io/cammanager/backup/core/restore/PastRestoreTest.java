package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was at a path at a time: 100 is stored at ten, 200 at twenty, and removed at thirty. */
class PastRestoreTest {
    private final SteppedClock clock = new SteppedClock();
    private final MemoryStoreProvider provider = MemoryStoreProvider.of("recordings", 2, clock);
    private final ObjectStore store = provider.open(Checksums.SUPPORTED);

    @TempDir
    Path target;

    PastRestoreTest() {
        store.createBucket();
    }

    private void put(String key, int size) {
        byte[] bytes = bytes(size, size);
        RecordingMetadata metadata = new RecordingMetadata(
                5_000_000_000L, null, "id", Hashing.sha256().hashBytes(bytes));
        store.put(
                new PutRequest(new ObjectKey(key), metadata.toMap(), "video/mp4", PutRequest.Condition.ALWAYS),
                new BytesBody(bytes));
    }

    private void putAside(String key, String run) {
        ObjectInfo there = store.head(new ObjectKey(key)).orElseThrow();
        store.copy(there, new ObjectKey(".cammanager/replaced/" + run + "/" + key));
    }

    private void restore(int at, Selection selection) {
        RestoreOptions options =
                new RestoreOptions(target, selection, Existing.KEEP, 2).asOf(Instant.ofEpochSecond(at));
        Way way = new Way(store, event -> {}, () -> false, duration -> {}, new Random(1));
        RestoreCounts unused = new Restorer(new RestoreContext(way, "", options, Ranges.DEFAULT)).run();
    }

    private long restored() throws IOException {
        Path file = target.resolve("cam/a.mp4");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 100", "19, 100", "20, 200", "29, 200", "30, 0", "99, 0"})
    void findsItAmongTheVersions(int at, long size) throws IOException {
        provider.setVersioning(Versioning.ENABLED);
        clock.second = 10;
        put("cam/a.mp4", 100);
        put("cam/b.mp4", 1);
        clock.second = 20;
        put("cam/a.mp4", 200);
        clock.second = 30;
        store.delete(new ObjectKey("cam/a.mp4"));

        restore(at, Selection.ALL);

        assertThat(restored()).isEqualTo(size);
        assertThat(Files.exists(target.resolve("cam/b.mp4"))).isEqualTo(at >= 10);
        assertThat(target.resolve(".cammanager")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "10, 100", "19, 100", "20, 200", "29, 200", "30, 0", "99, 0"})
    void findsItAmongWhatWasPutAside(int at, long size) throws IOException {
        clock.second = 10;
        put("cam/a.mp4", 100);
        clock.second = 20;
        putAside("cam/a.mp4", "run-1");
        put("cam/a.mp4", 200);
        clock.second = 30;
        putAside("cam/a.mp4", "run-2");
        store.delete(new ObjectKey("cam/a.mp4"));

        restore(at, Selection.ALL);

        assertThat(restored()).isEqualTo(size);
    }

    @Test
    void leavesWhatIsTheSameSince() throws IOException {
        clock.second = 10;
        put("cam/a.mp4", 100);
        clock.second = 20;
        putAside("cam/a.mp4", "a-run-that-was-killed-before-it-replaced-it");

        restore(15, Selection.ALL);

        assertThat(restored()).isEqualTo(100);
    }

    @Test
    void findsASinglePathAmongTheVersions() throws IOException {
        provider.setVersioning(Versioning.ENABLED);
        clock.second = 10;
        put("cam/a.mp4", 100);
        put("cam/b.mp4", 1);
        clock.second = 20;
        put("cam/a.mp4", 200);

        restore(15, new Selection(Set.of(), null, null, Set.of(new ObjectKey("cam/a.mp4"))));

        assertThat(restored()).isEqualTo(100);
        assertThat(target.resolve("cam/b.mp4")).doesNotExist();
    }

    /** Stands where a test puts it. */
    private static final class SteppedClock extends Clock {
        private int second;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(second);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
