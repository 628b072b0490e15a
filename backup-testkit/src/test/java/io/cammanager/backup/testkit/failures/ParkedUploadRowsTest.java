package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.layer.ForwardingMultipartUpload;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped in the middle of an upload of 16 MiB in four parts, which are sent one by one. */
class ParkedUploadRowsTest {
    private static final int MIB = 1 << 20;
    private static final String NAME = "camera-01/2024-03-02_10-00-00.mp4";
    private static final SyncOptions OPTIONS = SyncOptions.builder()
            .transfers(1)
            .partSizeBytes(5 * MIB)
            .uploadCutoffBytes(5 * MIB)
            .build();

    private static EmbeddedS3 server;
    private static int buckets;

    @TempDir
    private Path directory;

    private final FakeClock clock = FakeClock.at(Instant.now().plus(Duration.ofHours(1)));
    private final byte[] bytes = new byte[16 * MIB];
    private String bucket;
    private S3Config config;
    private @Nullable RcloneCrypt crypt;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void setUp() throws IOException {
        buckets++;
        bucket = "parked-" + buckets;
        config = S3Server.of(server).config(bucket);
        new Random(7).nextBytes(bytes);
        Path file = directory.resolve("source").resolve(NAME);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("A3")
    void a3AGentleStopLetsThePartArriveAndParksTheRest(boolean encrypted) throws Exception {
        crypt = encrypted ? crypt() : null;
        SyncReport stopped = stopAtPart(2);

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.TERMINATED);
        assertThat(stopped.summary().failed()).isEqualTo(1);
        assertThat(count("UploadPart")).isEqualTo(2);
        assertThat(count("AbortMultipartUpload")).isZero();
        assertThat(open()).hasSize(1);
        server.clearRequestLog();

        SyncReport next = sync();

        assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(next.summary().uploaded()).isEqualTo(1);
        assertThat(count("CreateMultipartUpload")).isZero();
        assertThat(count("UploadPart")).isEqualTo(2);
        assertThat(open()).isEmpty();
        assertThat(restored()).isEqualTo(bytes);
        server.clearRequestLog();
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(server.requestLog())
                .filteredOn(request -> !request.path().contains("/.cammanager/")) // where passwords are checked
                .extracting(LoggedRequest::operation)
                .containsOnly("ListObjectsV2", "GetBucketVersioning");
    }

    @Test
    @Tag("F3")
    void f3AnOldUploadIsAbortedAndTheFileSentAnew() throws Exception {
        crypt = crypt();
        SyncReport unused = stopAtPart(2);
        String foreign = ask(store -> store.startMultipart(
                        new PutRequest(new ObjectKey("foreign"), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS))
                .uploadId());
        clock.advance(Duration.ofDays(8));
        server.clearRequestLog();

        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(count("AbortMultipartUpload")).isEqualTo(1);
        assertThat(count("CreateMultipartUpload")).isEqualTo(1);
        assertThat(count("UploadPart")).isEqualTo(4);
        assertThat(open()).extracting(UnfinishedUpload::uploadId).containsExactly(foreign);
        assertThat(restored()).isEqualTo(bytes);
    }

    @Test
    @Tag("F3")
    void f3AFileThatHasChangedMeetsNoneOfItsOldParts() throws Exception {
        SyncReport unused = stopAtPart(3);
        bytes[2 * MIB] ^= 1;
        Files.write(directory.resolve("source").resolve(NAME), bytes);
        server.clearRequestLog();

        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(count("AbortMultipartUpload")).isEqualTo(1);
        assertThat(count("UploadPart")).isEqualTo(4);
        assertThat(open()).isEmpty();
        assertThat(restored()).isEqualTo(bytes);
    }

    @Test
    @Tag("F3")
    void f3WithoutItsStateAnUploadOfOursIsAForeignOne() throws Exception {
        SyncReport unused = stopAtPart(3);
        List<UnfinishedUpload> left = open();
        Files.move(directory.resolve("state"), directory.resolve("lost"));

        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(open()).isEqualTo(left).hasSize(1);
        assertThat(restored()).isEqualTo(bytes);
    }

    private static RcloneCrypt crypt() {
        try (CryptKeys keys = CryptKeys.derive("correct horse".getBytes(UTF_8), "cctv salt".getBytes(UTF_8))) {
            return RcloneCrypt.open(keys, CryptOptions.defaults());
        }
    }

    private BackupEngine engine(StoreProvider provider) {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(provider, "")
                .encryption(crypt)
                .clock(clock)
                .sleeper(new FakeSleeper(clock))
                .build();
    }

    private SyncReport sync() throws InterruptedException {
        try (BackupEngine engine = engine(S3StoreProvider.of(config))) {
            return engine.sync(OPTIONS, event -> {}).await();
        }
    }

    /** Runs a sync that is told to stop while a part is under way. */
    private SyncReport stopAtPart(int last) throws InterruptedException {
        server.clearRequestLog();
        CompletableFuture<Run<SyncReport>> started = new CompletableFuture<>();
        StoreProvider stopping = new WatchedParts(S3StoreProvider.of(config), number -> {
            if (number == last) {
                started.join().stop(ExitCode.TERMINATED);
            }
        });
        try (BackupEngine engine = engine(stopping)) {
            Run<SyncReport> run = engine.sync(OPTIONS, event -> {});
            started.complete(run);
            return run.await();
        }
    }

    private byte[] restored() throws Exception {
        Path target = Files.createTempDirectory(directory, "restored");
        try (BackupEngine engine = engine(S3StoreProvider.of(config))) {
            assertThat(engine.restore(
                                    new RestoreOptions(target, Selection.ALL, RestoreOptions.Existing.KEEP, 1),
                                    event -> {})
                            .await()
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
        return Files.readAllBytes(target.resolve(NAME));
    }

    private long count(String operation) {
        return server.requestLog().stream()
                .filter(request -> request.path().startsWith("/" + bucket + "/"))
                .filter(request -> request.operation().equals(operation))
                .count();
    }

    private List<UnfinishedUpload> open() {
        return ask(store -> store.unfinishedUploads(""));
    }

    private <T> T ask(Function<ObjectStore, T> question) {
        try (S3StoreProvider provider = S3StoreProvider.of(config);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    /** Tells of each part before it is sent. */
    private static final class WatchedParts extends ForwardingStoreProvider {
        private final IntConsumer watcher;

        WatchedParts(StoreProvider inner, IntConsumer watcher) {
            super(inner);
            this.watcher = watcher;
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new ForwardingObjectStore(super.open(checksums)) {
                @Override
                public MultipartUpload startMultipart(PutRequest request) {
                    return new ForwardingMultipartUpload(super.startMultipart(request)) {
                        @Override
                        public Part uploadPart(int number, Body body) {
                            watcher.accept(number);
                            return super.uploadPart(number, body);
                        }
                    };
                }
            };
        }
    }
}
