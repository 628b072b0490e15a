package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source, a state and a bucket, and short words for what is done to each behind the engine's back. */
final class KeepBench {
    static final String PREFIX = "site/";
    static final String KEPT = PREFIX + ".cammanager/replaced/";

    private final Supplier<StoreProvider> providers;
    private final Path directory;
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();
    // Ahead of the real time, so that what a test writes now has long settled.
    private final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));

    private @Nullable RcloneCrypt crypt;

    /**
     * Makes a bench.
     *
     * @param providers asked for each engine and each look; what it gives is closed each time
     */
    KeepBench(Supplier<StoreProvider> providers, Path directory) throws IOException {
        this.providers = providers;
        this.directory = directory;
        Files.createDirectories(source());
    }

    /** Keeps recordings encrypted from now on. */
    void encrypt(RcloneCrypt value) {
        crypt = value;
    }

    /** Lets time pass. */
    void later(Duration duration) {
        clock.advance(duration);
    }

    Path source() {
        return directory.resolve("source");
    }

    Path state() {
        return directory.resolve("state");
    }

    @CanIgnoreReturnValue
    Path write(String path, String text) throws IOException {
        Path file = source().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void delete(String path) throws IOException {
        Files.delete(source().resolve(path));
    }

    void fill(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            write(path(i), "recording " + i);
        }
    }

    static String path(int number) {
        return String.format("cam-%d/%04d.mp4", number % 2, number);
    }

    SyncReport sync() throws InterruptedException {
        return sync(SyncOptions.defaults());
    }

    SyncReport sync(SyncOptions options) throws InterruptedException {
        events.clear();
        clock.advance(Duration.ofMinutes(10));
        try (BackupEngine engine = engine()) {
            return engine.sync(options, events::add).await();
        }
    }

    @CanIgnoreReturnValue
    SyncReport syncs(SyncOptions options) throws InterruptedException {
        SyncReport report = sync(options);
        assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.OK);
        return report;
    }

    @CanIgnoreReturnValue
    SyncReport syncs() throws InterruptedException {
        return syncs(SyncOptions.defaults());
    }

    VerifyReport verify(VerifyLevel level) throws InterruptedException {
        return verify(new VerifyOptions(level, Selection.ALL, 4));
    }

    VerifyReport verify(VerifyOptions options) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine()) {
            return engine.verify(options, events::add).await();
        }
    }

    BackupEngine engine() {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(state())
                .store(providers.get(), PREFIX)
                .encryption(crypt)
                .clock(clock)
                .sleeper(duration -> clock.advance(duration))
                .build();
    }

    Queue<BackupEvent> events() {
        return events;
    }

    <E extends BackupEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Asks the bucket as another client would. */
    <T> T ask(Function<ObjectStore, T> question) {
        try (StoreProvider provider = providers.get();
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    /** Writes below the prefix as another client would, over whatever is there. */
    void put(String path, String text) {
        PutRequest request =
                new PutRequest(new ObjectKey(PREFIX + path), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = ask(store -> store.put(request, BytesBody.of(text.getBytes(UTF_8))));
    }

    /** Writes an object with one piece of metadata. */
    void putAs(String path, String text, String name, String value) {
        PutRequest request = new PutRequest(
                new ObjectKey(PREFIX + path), Map.of(name, value), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = ask(store -> store.put(request, BytesBody.of(text.getBytes(UTF_8))));
    }

    void loseState() throws IOException {
        MoreFiles.deleteRecursively(state(), RecursiveDeleteOption.ALLOW_INSECURE);
    }

    /** Loses what is written down in the bucket of what was confirmed. */
    void loseManifest() {
        ask(store -> {
            store.list(ListRequest.all(PREFIX + ".cammanager/manifest/"))
                    .objects()
                    .forEach(object -> store.delete(object.key()));
            return true;
        });
    }

    RestoreReport restore(Path target) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine()) {
            return engine.restore(
                            new RestoreOptions(target, Selection.ALL, RestoreOptions.Existing.KEEP, 4), events::add)
                    .await();
        }
    }

    /** Returns what lies in the bucket by key, without the lease and the like. */
    Map<String, String> bucket() {
        return ask(store -> {
            Map<String, String> found = new TreeMap<>();
            for (String key : keys(store)) {
                boolean own = key.startsWith(PREFIX + ".cammanager/") && !key.startsWith(KEPT);
                if (!own) {
                    found.put(key, read(store, key));
                }
            }
            return found;
        });
    }

    /** Returns the recordings alone, by path. */
    Map<String, String> recordings() {
        Map<String, String> found = new TreeMap<>();
        bucket().forEach((key, text) -> {
            if (!key.startsWith(KEPT)) {
                found.put(key.substring(PREFIX.length()), text);
            }
        });
        return found;
    }

    /** Returns what was put aside, by path. */
    Map<String, String> kept() {
        Map<String, String> found = new TreeMap<>();
        bucket().forEach((key, text) -> {
            if (key.startsWith(KEPT)) {
                found.put(key.substring(key.indexOf('/', KEPT.length()) + 1), text);
            }
        });
        return found;
    }

    private static List<String> keys(ObjectStore store) {
        List<String> keys = new ArrayList<>();
        store.list(ListRequest.all("")).objects().stream()
                .map(ListedObject::key)
                .map(ObjectKey::value)
                .forEach(keys::add);
        return keys;
    }

    private static String read(ObjectStore store, String key) {
        try (var content = store.get(new ObjectKey(key))) {
            return new String(content.stream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
