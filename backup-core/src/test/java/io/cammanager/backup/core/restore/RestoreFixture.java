package io.cammanager.backup.core.restore;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreOptions.Room;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A bucket with recordings in it, and a restore of them that does not wait between attempts. */
final class RestoreFixture {
    static final long MTIME_NANOS = 1_770_091_506_123_456_789L;

    final List<BackupEvent> events = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger gets = new AtomicInteger();
    Existing existing = Existing.KEEP;
    Selection selection = Selection.ALL;
    Room room = Room.CHECKED;

    @Nullable Instant at;

    Ranges ranges = Ranges.DEFAULT;
    BooleanSupplier cancelled = () -> false;
    UnaryOperator<ObjectContent> onGet = content -> content;
    String prefix = "";
    boolean withoutHashes;

    private final ObjectStore memory;

    RestoreFixture() {
        // Two keys to a page, so that every listing turns pages.
        memory = MemoryStoreProvider.of("recordings", 2, Clock.systemUTC()).open(Checksums.SUPPORTED);
        memory.createBucket();
    }

    /** Stores a recording as our own backup does. */
    void put(String key, byte[] bytes) {
        HashCode sha256 = Hashing.sha256().hashBytes(bytes);
        put(key, bytes, new RecordingMetadata(MTIME_NANOS, null, "id", sha256).toMap());
    }

    /** Stores an object as some other program does: nothing is known of it but its ETag. */
    void putForeign(String key, byte[] bytes) {
        put(key, bytes, ImmutableMap.of());
    }

    void put(String key, byte[] bytes, Map<String, String> metadata) {
        memory.put(
                new PutRequest(new ObjectKey(key), metadata, "video/mp4", PutRequest.Condition.ALWAYS),
                new BytesBody(bytes));
    }

    void delete(String key) {
        memory.delete(new ObjectKey(key));
    }

    Restorer restorer(Path target) {
        return new Restorer(new RestoreContext(
                way(), prefix, new RestoreOptions(target, selection, existing, 4, room, at), ranges));
    }

    Way way() {
        return new Way(store(), events::add, cancelled, duration -> {}, new Random(1));
    }

    RestoreCounts restore(Path target) {
        events.clear();
        return restorer(target).run();
    }

    private ObjectStore store() {
        return new ForwardingObjectStore(memory) {
            @Override
            public ObjectContent get(ReadRequest request) {
                gets.incrementAndGet();
                ObjectContent content = super.get(request);
                return onGet.apply(new ObjectContent(known(content.info()), content.stream(), content.check()));
            }

            @Override
            public Optional<ObjectInfo> head(ObjectKey key) {
                return super.head(key).map(info -> known(info));
            }
        };
    }

    /** Returns what the store tells, without an ETag that is an MD5 if need be. */
    private ObjectInfo known(ObjectInfo info) {
        return withoutHashes
                ? new ObjectInfo(info.key(), info.size(), "0123-2", info.lastModified(), info.metadata())
                : info;
    }

    BackupEvent.Restored endOf(String path) {
        return events.stream()
                .filter(BackupEvent.Restored.class::isInstance)
                .map(BackupEvent.Restored.class::cast)
                .filter(event -> event.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no end of " + path + " in " + events));
    }

    RestoreResult resultOf(String path) {
        return endOf(path).result();
    }

    static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
