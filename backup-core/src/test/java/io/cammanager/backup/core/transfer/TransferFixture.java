package io.cammanager.backup.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A source, a bucket in memory and a catalog, and what a transfer between them needs. */
final class TransferFixture implements AutoCloseable {
    static final StoreTraits STRICT = new StoreTraits(
            Checksums.SUPPORTED,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS);
    static final StoreTraits UNCONDITIONAL = new StoreTraits(
            Checksums.SUPPORTED,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.DOES_NOT_HOLD,
            Enforcement.DOES_NOT_HOLD,
            Enforcement.DOES_NOT_HOLD,
            Enforcement.HOLDS);
    static final StoreTraits ONLY_MD5 = new StoreTraits(
            Checksums.SUPPORTED,
            Enforcement.DOES_NOT_HOLD,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS);
    static final String PREFIX = "site/";
    static final Instant MTIME = Instant.parse("2026-02-03T04:05:06.123456789Z");

    final MemoryStoreProvider provider = MemoryStoreProvider.of("recordings");
    final ObjectStore memory = provider.open(Checksums.SUPPORTED);
    final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();
    final Queue<Duration> sleeps = new ConcurrentLinkedQueue<>();
    final Sleeper sleeper = sleeps::add;
    final Path source;
    final Catalog catalog;
    StoreTraits traits = STRICT;
    SyncOptions options = SyncOptions.defaults();
    StopSignal stop = StopSignal.abrupt(() -> false);
    private ExecutorService parts = Executors.newFixedThreadPool(4);

    TransferFixture(Path directory) throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        catalog = Catalog.open(directory.resolve("catalog.db"), new CatalogIdentity(source, "recordings", PREFIX));
        memory.createBucket();
    }

    void sendPartsOneByOne() {
        parts.shutdown();
        parts = Executors.newSingleThreadExecutor();
    }

    Path write(String path, byte[] bytes) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return Files.setLastModifiedTime(file, FileTime.from(MTIME));
    }

    Path write(String path, String text) throws IOException {
        return write(path, text.getBytes(UTF_8));
    }

    PlannedFile planned(String path, Action action) throws IOException {
        return new PlannedFile(
                new ObjectKey(path),
                FileStat.of(source.resolve(path)).stamp(),
                new Decision(action, action == Action.SEND ? Reason.NEW : Reason.NEEDS_LOOK),
                null);
    }

    TransferContext context(ObjectStore store) {
        return new TransferContext(
                source,
                PREFIX,
                store,
                traits,
                StoreLimits.AWS,
                catalog,
                options,
                events::add,
                Clock.fixed(MTIME, ZoneOffset.UTC),
                new Keeping(store, PREFIX, "run", traits));
    }

    FileTransfer transfer(ObjectStore store) {
        TransferContext context = context(store);
        ParkedUploads parked = new ParkedUploads(context, catalog.uploadJournal());
        return new FileTransfer(context, new Sender(context, new PartSender(context, parts, parked, stop)), parked);
    }

    /** Gives the file all its attempts. */
    TransferResult run(ObjectStore store, PlannedFile file) {
        return new Attempts(context(store), transfer(store), sleeper, new Random(1)).run(file);
    }

    void put(String path, Map<String, String> metadata, byte[] bytes) {
        String unused =
                memory.put(new PutRequest(key(path), metadata, "video/mp4", Condition.ALWAYS), new BytesBody(bytes));
    }

    ObjectInfo head(String path) {
        return memory.head(key(path)).orElseThrow();
    }

    byte[] stored(String path) throws IOException {
        try (var content = memory.get(key(path))) {
            return content.stream().readAllBytes();
        }
    }

    List<String> keys() {
        return memory.list(ListRequest.all("")).objects().stream()
                .map(ListedObject::key)
                .map(ObjectKey::value)
                .toList();
    }

    Confirmation confirmation(String path) {
        return catalog.find(new ObjectKey(path)).map(CatalogRow::confirmation).orElseThrow();
    }

    boolean isConfirmed(String path) {
        return catalog.find(new ObjectKey(path)).filter(CatalogRow::isConfirmed).isPresent();
    }

    static ObjectKey key(String path) {
        return new ObjectKey(PREFIX + path);
    }

    @Override
    public void close() {
        parts.shutdownNow();
        catalog.close();
    }
}
