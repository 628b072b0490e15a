package io.cammanager.backup.core.store.memory;

import com.google.common.io.ByteSource;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionMarker;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.core.store.Versioning;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is in the bucket, in the order of the keys' UTF-8 bytes, and whether there is a bucket at all. */
final class MemoryBucket {
    private static final String NO_VERSION = "null";

    private final String name;
    private final Clock clock;
    private final ConcurrentSkipListMap<ObjectKey, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final NavigableMap<ObjectKey, List<StoredObject>> history = new TreeMap<>();
    private final Map<String, MemoryUpload> unfinished = new ConcurrentHashMap<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicInteger versions = new AtomicInteger();
    private final List<LifecycleRule> lifecycle = new ArrayList<>();
    private final MemoryLocks locks = new MemoryLocks();
    private volatile Versioning versioning = Versioning.OFF;
    private volatile boolean present;

    MemoryBucket(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Returns a bucket of another name by the same clock. */
    MemoryBucket another(String other) {
        return new MemoryBucket(other, clock);
    }

    String name() {
        return name;
    }

    boolean isPresent() {
        return present;
    }

    void create() {
        present = true;
    }

    synchronized void remove() {
        present = false;
        objects.clear();
        history.clear();
        unfinished.clear();
        lifecycle.clear();
        locks.clear();
        versioning = Versioning.OFF;
    }

    String nextUploadId() {
        return "upload-" + uploads.incrementAndGet();
    }

    /** Returns the objects, once it is sure that a request may be answered at all. */
    ConcurrentSkipListMap<ObjectKey, StoredObject> objects(String operation, String subject) {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoreException(Kind.INTERRUPTED, operation, subject, "interrupted");
        }
        if (!present) {
            throw new StoreException(Kind.BUCKET_MISSING, operation, subject, "there is no bucket " + name);
        }
        return objects;
    }

    /** Stores an object in one step, so that of two conditional writes exactly one succeeds. */
    synchronized String store(String operation, PutRequest request, ByteSource bytes, String etag) {
        ObjectKey key = request.key();
        StoredObject there = objects(operation, key.value()).get(key);
        StoredObject.requireCondition(operation, request, there);
        String version = versioning == Versioning.ENABLED ? nextVersion() : NO_VERSION;
        ObjectInfo info = new ObjectInfo(
                key,
                bytes.sizeIfKnown().or(0L),
                etag,
                clock.instant(),
                request.metadata(),
                versioning == Versioning.OFF ? null : version,
                StoredObject.coldIn(request.storageClass()));
        add(key, new StoredObject(info, bytes, version));
        locks.stored(key, version, clock.instant());
        return etag;
    }

    /** Changes what is told of an object, version by version. */
    synchronized void change(ObjectKey key, UnaryOperator<StoredObject> how) {
        List<StoredObject> all = history.getOrDefault(key, new ArrayList<>());
        all.replaceAll(how);
        refresh(key, all);
    }

    private String nextVersion() {
        return "version-" + versions.incrementAndGet();
    }

    private void add(ObjectKey key, StoredObject object) {
        List<StoredObject> all = history.computeIfAbsent(key, k -> new ArrayList<>());
        if (object.versionId().equals(NO_VERSION)) {
            all.removeIf(other -> other.versionId().equals(NO_VERSION));
        }
        all.add(0, object);
        refresh(key, all);
    }

    private void refresh(ObjectKey key, List<StoredObject> all) {
        if (all.isEmpty()) {
            history.remove(key);
        }
        if (all.isEmpty() || all.get(0).isMarker()) {
            objects.remove(key);
        } else {
            objects.put(key, all.get(0));
        }
    }

    /** Returns what has this key, of a version where one is named; null when nothing has. */
    synchronized @Nullable StoredObject find(String operation, ObjectKey key, @Nullable String versionId) {
        StoredObject latest = objects(operation, key.value()).get(key);
        return versionId == null
                ? latest
                : history.getOrDefault(key, List.of()).stream()
                        .filter(version ->
                                !version.isMarker() && version.versionId().equals(versionId))
                        .findFirst()
                        .orElse(null);
    }

    synchronized Optional<String> delete(ObjectKey key) {
        var unused = objects("delete", key.value());
        if (versioning == Versioning.OFF) {
            deleteVersion(key, NO_VERSION);
            return Optional.empty();
        }
        String version = versioning == Versioning.ENABLED ? nextVersion() : NO_VERSION;
        add(key, StoredObject.marker(key, clock.instant(), version));
        return Optional.of(version);
    }

    synchronized void deleteIfMatch(ObjectKey key, String etag) {
        StoredObject there = objects("delete", key.value()).get(key);
        if (there != null && !there.info().etag().equals(etag)) {
            throw new StoreException(
                    Kind.PRECONDITION_FAILED, "delete", key.value(), "there is another object under this key");
        }
        Optional<String> unused = delete(key);
    }

    synchronized void deleteVersion(ObjectKey key, String versionId) {
        var unused = objects("delete a version of", key.value());
        locks.requireFree(key, versionId, clock.instant());
        List<StoredObject> all = history.getOrDefault(key, new ArrayList<>());
        all.removeIf(version -> version.versionId().equals(versionId));
        refresh(key, all);
    }

    synchronized List<ObjectVersion> versions(ObjectKey key) {
        var unused = objects("list the versions of", key.value());
        return history.getOrDefault(key, List.of()).stream()
                .map(StoredObject::version)
                .toList();
    }

    /** A page ends only between keys, so it may be a little larger. */
    synchronized VersionPage listVersions(VersionListRequest request, int pageSize) {
        var unused = objects("list the versions in", name);
        List<ListedVersion> page = new ArrayList<>();
        VersionMarker after = request.after();
        for (Map.Entry<ObjectKey, List<StoredObject>> entry : history.entrySet()) {
            String key = entry.getKey().value();
            boolean isPast = after != null && ObjectKey.compareUtf8(key, after.key()) <= 0;
            if (isPast || !key.startsWith(request.prefix())) {
                continue;
            }
            entry.getValue().forEach(stored -> page.add(stored.listedVersion()));
            if (page.size() >= pageSize) {
                return new VersionPage(page, new VersionMarker(key, null));
            }
        }
        return new VersionPage(page, null);
    }

    Versioning versioning() {
        return versioning;
    }

    void setVersioning(Versioning value) {
        versioning = value;
    }

    synchronized List<ObjectKey> keysEverStored() {
        return history.keySet().stream().sorted().toList();
    }

    synchronized List<LifecycleRule> lifecycle() {
        var unused = objects("read the life-cycle rules of", name);
        return List.copyOf(lifecycle);
    }

    synchronized void replaceLifecycle(String idPrefix, List<LifecycleRule> rules) {
        var unused = objects("set the life-cycle rules of", name);
        lifecycle.removeIf(rule -> rule.id().startsWith(idPrefix));
        lifecycle.addAll(rules);
    }

    synchronized void useLocks(Consumer<MemoryLocks> use) {
        use.accept(locks);
    }

    synchronized <T extends @Nullable Object> T askLocks(Function<MemoryLocks, T> question) {
        return question.apply(locks);
    }

    /** Returns the unfinished uploads by their ids. */
    Map<String, MemoryUpload> unfinished() {
        return unfinished;
    }

    Instant now() {
        return clock.instant();
    }
}
