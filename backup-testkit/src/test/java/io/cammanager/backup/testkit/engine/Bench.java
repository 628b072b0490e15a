package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A source, a state directory and a bucket of its own for one test, and short words for what the tests do with them. */
public final class Bench {
    public static final SyncOptions PLAIN = SyncOptions.defaults();
    private static final Set<String> WRITES = ImmutableSet.of("PUT", "POST", "DELETE");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedS3 server;
    private final Path directory;
    private final String bucket = "bench-" + NUMBER.incrementAndGet();
    // Ahead of the real time, so that what a test writes now does not lie in the future.
    private final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));
    private final FakeSleeper sleeper = new FakeSleeper(clock);
    private @Nullable RcloneCrypt crypt;
    private UnaryOperator<StoreProvider> way = UnaryOperator.identity();

    public Bench(EmbeddedS3 server, Path directory) throws IOException {
        this.server = server;
        this.directory = directory;
        Files.createDirectories(source());
    }

    /** Keeps what the engines send from now on encrypted in this way. */
    public Bench encrypted(CryptWay way) {
        crypt = way.open();
        return this;
    }

    /** Lets the engines reach the store only through what this makes of it; it closes what it is given. */
    @CanIgnoreReturnValue
    public Bench through(UnaryOperator<StoreProvider> newWay) {
        way = newWay;
        return this;
    }

    /** Returns the key at which the bucket keeps the recording of this path. */
    public String key(String path) {
        return crypt == null ? path : crypt.storedFolder() + crypt.names().storedPath(path);
    }

    public Path source() {
        return directory.resolve("source");
    }

    public Path state() {
        return directory.resolve("state");
    }

    public Path target() {
        return directory.resolve("restored");
    }

    public String bucket() {
        return bucket;
    }

    public FakeClock clock() {
        return clock;
    }

    /** Returns recordings that are long settled, still to be given a number. */
    public static RecordingsGenerator.Builder recordings() {
        return RecordingsGenerator.builder().firstDay(LocalDate.of(2024, 3, 2)).sizeBytes(20_000);
    }

    S3Config config(URI endpoint, String secretKey) {
        return new S3Server(endpoint, server.accessKey(), secretKey).config(bucket);
    }

    public BackupEngine engine() {
        return engine(config(server.endpoint(), server.secretKey()));
    }

    BackupEngine engine(S3Config config) {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(state())
                .store(way.apply(S3StoreProvider.of(config)), "")
                .encryption(crypt)
                .clock(clock)
                .sleeper(sleeper)
                .build();
    }

    public SyncReport sync() throws InterruptedException {
        return sync(PLAIN, event -> {});
    }

    public SyncReport sync(SyncOptions options, BackupListener listener) throws InterruptedException {
        try (BackupEngine engine = engine()) {
            return engine.sync(options, listener).await();
        }
    }

    /** Syncs and checks that it went through. */
    @CanIgnoreReturnValue
    public SyncReport syncs(SyncOptions options) throws InterruptedException {
        Events events = new Events();
        SyncReport report = sync(options, events);
        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.OK);
        return report;
    }

    /** Syncs once more and checks that there was nothing to do, by the report and by the server's log: not even a HEAD. */
    public void syncsNothingMore(SyncOptions options) throws InterruptedException {
        server.clearRequestLog();
        SyncReport report = syncs(options);

        assertThat(report.summary().uploaded()).as("%s", report).isZero();
        assertThat(report.summary().unchanged() + report.summary().excluded())
                .as("%s", report)
                .isEqualTo(report.summary().scanned());
        assertThat(server.requestLog())
                .filteredOn(request -> !request.path().contains("/.cammanager/lease/"))
                // Where things are encrypted, the password is tried on the canary first.
                .filteredOn(request -> crypt == null || !request.path().contains("/.cammanager/"))
                .extracting(LoggedRequest::operation)
                .containsOnly("ListObjectsV2", "GetBucketVersioning");
    }

    public RestoreReport restore() throws InterruptedException {
        try (BackupEngine engine = engine()) {
            return engine.restore(
                            new RestoreOptions(target(), Selection.ALL, RestoreOptions.Existing.KEEP, 4), event -> {})
                    .await();
        }
    }

    /** Asks the bucket as another client would. */
    <T> T ask(Function<ObjectStore, T> question) {
        try (S3StoreProvider provider = S3StoreProvider.of(config(server.endpoint(), server.secretKey()));
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    public Optional<ObjectInfo> head(String key) {
        return ask(store -> store.head(new ObjectKey(key)));
    }

    /** Returns the requests that changed recordings; the probe's own small objects are none. */
    public List<LoggedRequest> writes() {
        return server.requestLog().stream()
                .filter(request -> WRITES.contains(request.method()))
                .filter(request -> request.path().startsWith("/" + bucket + "/"))
                .filter(request -> !request.path().contains("/.cammanager/"))
                .toList();
    }

    public void loseState() throws IOException {
        MoreFiles.deleteRecursively(state(), RecursiveDeleteOption.ALLOW_INSECURE);
    }

    /** Takes the manifest out of the bucket, with all its segments. */
    public void loseManifest() {
        int unused = ask(store -> {
            List<ListedObject> found =
                    store.list(ListRequest.all(".cammanager/manifest/")).objects();
            found.forEach(object -> store.delete(object.key()));
            return found.size();
        });
    }
}
