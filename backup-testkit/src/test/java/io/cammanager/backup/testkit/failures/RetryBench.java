package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A source, a state and a bucket behind a proxy, with one clock for the engine and the proxy's log. */
final class RetryBench implements AutoCloseable {
    /** The requests that carry recordings. */
    static final Match PUTS = Match.operation("PutObject").withKey(".*\\.mp4");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));
    final FaultProxy proxy;
    final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();
    SyncOptions options = SyncOptions.builder().transfers(4).build();
    private final FakeSleeper sleeper = new FakeSleeper(clock);
    private final Set<Thread> paused = ConcurrentHashMap.newKeySet();
    private CountDownLatch inStep = new CountDownLatch(0);
    private final EmbeddedS3 server;
    private final Path directory;
    private final String bucket = "retry-" + NUMBER.incrementAndGet();

    RetryBench(EmbeddedS3 server, Path directory) throws IOException {
        this.server = server;
        this.directory = directory;
        this.proxy = FaultProxy.to(server.endpoint()).time(clock, sleeper).start();
        Files.createDirectories(source());
    }

    Path source() {
        return directory.resolve("source");
    }

    Path target() {
        return directory.resolve("restored");
    }

    String bucket() {
        return bucket;
    }

    /** Writes a recording that is two hours old by the clock of the bench. */
    void write(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        byte[] name = path.getBytes(UTF_8);
        System.arraycopy(name, 0, bytes, 0, Math.min(size, name.length));
        Path file = source().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Path unused =
                Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofHours(2))));
    }

    /** Writes so many recordings of two cameras. */
    void write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            write(String.format("cam%d/2024-03-02_04-%02d-00.mp4", i % 2, i), 3_000);
        }
    }

    S3Config.Builder config() {
        return config(proxy.endpoint()).idleLimit(Duration.ofSeconds(30));
    }

    private S3Config.Builder config(URI endpoint) {
        return S3Config.builder(bucket)
                .endpoint(endpoint)
                .credentials(Secret.of(server.accessKey()), Secret.of(server.secretKey()));
    }

    /** Always the same jitter, the largest there can be, so that pauses tell their limits. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 7;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private BackupEngine engine(S3Config config) {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(directory.resolve("state"))
                .store(S3StoreProvider.of(config), "")
                .clock(clock)
                .sleeper(this::sleep)
                .random(LARGEST)
                .build();
    }

    /**
     * Lets the first pause of a worker wait for that of the others, so that an outage is met by all of them: which thread is
     * ahead is no matter of luck then.
     */
    void startInStep() {
        inStep = new CountDownLatch(options.transfers());
    }

    private void sleep(Duration pause) throws InterruptedException {
        if (Thread.currentThread().getName().startsWith("transfer-") && paused.add(Thread.currentThread())) {
            inStep.countDown();
            inStep.await();
        }
        sleeper.sleep(pause);
    }

    SyncReport sync() throws InterruptedException {
        return sync(config().build());
    }

    /** Runs a sync in a new engine, as after a restart. */
    SyncReport sync(S3Config config) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine(config)) {
            return engine.sync(options, events::add).await();
        }
    }

    RestoreReport restore(S3Config config) throws InterruptedException {
        RestoreOptions all = new RestoreOptions(target(), Selection.ALL, RestoreOptions.Existing.KEEP, 4);
        try (BackupEngine engine = engine(config)) {
            return engine.restore(all, event -> {}).await();
        }
    }

    /** Asks the bucket past the proxy. */
    <T> T ask(Function<ObjectStore, T> question) {
        try (S3StoreProvider provider =
                        S3StoreProvider.of(config(server.endpoint()).build());
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    /** Makes the bucket anew, with nothing in it. */
    void emptyBucket() {
        server.removeBucket(bucket);
        ask(store -> {
            store.createBucket();
            return true;
        });
    }

    /** Checks that every file of the source is in the bucket byte for byte, and no recording besides. */
    void everythingArrived() throws IOException {
        Map<String, String> here = new TreeMap<>();
        try (var files = Files.walk(source())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                here.put(source().relativize(file).toString(), Files.readString(file));
            }
        }
        Map<String, String> there = new TreeMap<>();
        ask(store -> {
            for (ListedObject object : store.list(ListRequest.all("cam")).objects()) {
                there.put(object.key().value(), text(store, object.key()));
            }
            return true;
        });
        assertThat(there).isEqualTo(here).isNotEmpty();
    }

    private static String text(ObjectStore store, ObjectKey key) {
        try (ObjectContent content = store.get(key)) {
            return new String(content.stream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the uploads of recordings that came by, in the order in which they began. */
    List<ProxiedRequest> puts() {
        return proxy.log().stream()
                .filter(request ->
                        request.operation().equals("PutObject") && request.key().endsWith(".mp4"))
                .sorted(Comparator.comparingLong(ProxiedRequest::number))
                .toList();
    }

    /** Returns how often each recording was sent. */
    Map<String, Long> putsByKey() {
        return puts().stream().collect(Collectors.groupingBy(ProxiedRequest::key, Collectors.counting()));
    }

    List<BackupEvent.Finished> finished() {
        return events.stream()
                .filter(BackupEvent.Finished.class::isInstance)
                .map(BackupEvent.Finished.class::cast)
                .toList();
    }

    List<String> warnings() {
        return events.stream()
                .filter(BackupEvent.Warning.class::isInstance)
                .map(event -> ((BackupEvent.Warning) event).message())
                .toList();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
