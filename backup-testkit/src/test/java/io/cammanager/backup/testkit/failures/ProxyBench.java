package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A source, a state and a bucket, with a proxy on the way that does harm, and a way around it to look at what came of it. */
final class ProxyBench implements AutoCloseable {
    static final long MIB = 1L << 20;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedS3 server;
    private final FaultProxy proxy;
    private final S3Client around;
    private final Path directory;
    // Ahead of the real time, so that what a test writes now does not lie in the future.
    private final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));
    private final FakeSleeper sleeper = new FakeSleeper(clock);
    private String bucket = "failures-" + NUMBER.incrementAndGet();
    private URI endpoint;
    private @Nullable RcloneCrypt crypt;
    private boolean impatient;

    ProxyBench(EmbeddedS3 server, Path directory) throws IOException {
        this.server = server;
        this.directory = directory;
        this.proxy = FaultProxy.to(server.endpoint()).start();
        this.endpoint = proxy.endpoint();
        this.around = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        Files.createDirectories(source());
    }

    /** Keeps what is sent from now on encrypted. */
    ProxyBench encrypted() {
        try (CryptKeys keys = CryptKeys.derive("a password".getBytes(UTF_8), "and a salt".getBytes(UTF_8))) {
            crypt = RcloneCrypt.open(keys, CryptOptions.defaults());
        }
        return this;
    }

    /** Gives a request up after a second in which nothing moves. */
    ProxyBench impatient() {
        impatient = true;
        return this;
    }

    /** Writes so many recordings of this size that are long settled. */
    void record(int count, long bytes) throws IOException {
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(count)
                .sizeBytes(bytes)
                .seed(bytes)
                .build()
                .generate(source().resolve("size-" + bytes));
    }

    /** Goes on with a new bucket and without any memory, the recordings being the same. */
    void startAfresh() throws IOException {
        server.removeBucket(bucket);
        bucket = "failures-" + NUMBER.incrementAndGet();
        forgetTarget();
        if (Files.exists(state())) {
            MoreFiles.deleteRecursively(state(), RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    void forgetTarget() throws IOException {
        if (Files.exists(target())) {
            MoreFiles.deleteRecursively(target(), RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    FaultProxy proxy() {
        return proxy;
    }

    FakeSleeper sleeper() {
        return sleeper;
    }

    String bucket() {
        return bucket;
    }

    Path source() {
        return directory.resolve("source");
    }

    Path state() {
        return directory.resolve("state");
    }

    Path target() {
        return directory.resolve("restored");
    }

    /** Sends the engine there from now on, instead of to its own proxy. */
    void endpoint(URI other) {
        endpoint = other;
    }

    S3Config.Builder config() {
        S3Config.Builder config = S3Config.builder(bucket)
                .endpoint(endpoint)
                .credentials(Secret.of(server.accessKey()), Secret.of(server.secretKey()));
        return impatient ? config.idleLimit(Duration.ofSeconds(1)) : config;
    }

    BackupEngineBuilder engine(S3Config config) {
        return BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(state())
                .store(S3StoreProvider.of(config), "")
                .encryption(crypt)
                .random(new Random(5))
                .clock(clock)
                .sleeper(sleeper);
    }

    Synced sync(SyncOptions options) throws InterruptedException, IOException {
        return sync(options, config().build());
    }

    Synced sync(SyncOptions options, S3Config config) throws InterruptedException, IOException {
        Synced.Listener listener = new Synced.Listener();
        try (BackupEngine engine = engine(config).build()) {
            return listener.ended(engine.sync(options, listener).await(), state());
        }
    }

    Restored restore() throws InterruptedException {
        Restored.Listener listener = new Restored.Listener();
        RestoreOptions options = new RestoreOptions(target(), Selection.ALL, RestoreOptions.Existing.KEEP, 1);
        try (BackupEngine engine = engine(config().build()).build()) {
            return listener.ended(engine.restore(options, listener).await());
        }
    }

    /** Returns the hashes of the files here, by their path. */
    Map<String, HashCode> local() throws IOException {
        return hashes(source());
    }

    /** Returns the hashes of the files below a directory, by their path. */
    static Map<String, HashCode> hashes(Path root) throws IOException {
        Map<String, HashCode> found = new TreeMap<>();
        if (!Files.exists(root)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(
                        root.relativize(file).toString(),
                        MoreFiles.asByteSource(file).hash(Hashing.sha256()));
            }
        }
        return found;
    }

    /** Returns the hashes of the recordings in the bucket, read without the engine, the proxy or the catalog. */
    Map<String, HashCode> remote() {
        Map<String, HashCode> found = new TreeMap<>();
        try {
            for (S3Object object :
                    around.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()) {
                if (!object.key().startsWith(".cammanager/")) {
                    byte[] bytes = around.getObjectAsBytes(
                                    get -> get.bucket(bucket).key(object.key()))
                            .asByteArray();
                    found.put(pathOf(object.key()), hashOf(bytes));
                }
            }
        } catch (NoSuchBucketException e) {
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private String pathOf(String key) throws IOException {
        return crypt == null ? key : crypt.names().plainPath(key);
    }

    private HashCode hashOf(byte[] bytes) throws IOException {
        if (crypt == null) {
            return Hashing.sha256().hashBytes(bytes);
        }
        try (InputStream plain = crypt.content().decrypt(new ByteArrayInputStream(bytes))) {
            return Hashing.sha256().hashBytes(ByteStreams.toByteArray(plain));
        }
    }

    /** Puts an object as another client would, without the proxy; returns false where the server will not have it. */
    boolean puts(String key, byte[] bytes) {
        try {
            around.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception e) {
            return false;
        }
    }

    /** Checks from outside that all is said truly: no file is called safe that is not. */
    void requireTruth(Synced synced) throws IOException {
        Map<String, HashCode> local = local();
        Map<String, HashCode> remote = remote();

        synced.requireSums(local.size());
        for (String path : synced.calledSafe()) {
            assertThat(remote.get(path))
                    .as("%s is called safe by %s", path, synced)
                    .isEqualTo(local.get(path));
        }
    }

    /** Checks that a run without any fault brings everything home. */
    void requireHealing(SyncOptions options) throws IOException, InterruptedException {
        proxy.clearRules();
        Synced synced = sync(options);

        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
        requireTruth(synced);
        assertThat(synced.calledSafe()).isEqualTo(local().keySet());
        assertThat(remote()).isEqualTo(local());
    }

    /** Returns how many uploads in parts were begun in the bucket, and neither ended nor given up. */
    int openUploads() {
        return around.listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .size();
    }

    @Override
    public void close() {
        around.close();
        proxy.close();
    }
}
