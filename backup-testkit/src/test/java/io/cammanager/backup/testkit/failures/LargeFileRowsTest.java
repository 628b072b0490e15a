package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.engine.Bench;
import io.cammanager.backup.testkit.engine.Events;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are larger than one request, one part or the whole store takes. */
class LargeFileRowsTest {
    private static final long MIB = 1L << 20;
    private static final Instant SETTLED = Instant.parse("2024-03-02T05:00:00Z");
    private static final SyncOptions SMALL_PARTS = SyncOptions.builder()
            .uploadCutoffBytes(5 * MIB)
            .partSizeBytes(5 * MIB)
            .build();

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(server, directory);
        Files.createDirectories(bench.source().resolve("front"));
        server.clearRequestLog();
    }

    /** A store that takes less than AWS does. */
    private static final class Limited extends ForwardingStoreProvider {
        private final StoreLimits limits;

        Limited(StoreProvider inner, StoreLimits limits) {
            super(inner);
            this.limits = limits;
        }

        @Override
        public StoreLimits limits() {
            return limits;
        }
    }

    /** Writes a file that is empty space but for a few bytes all over it. */
    private Path sparse(String name, long size) throws IOException {
        Path file = bench.source().resolve("front").resolve(name);
        Random random = new Random(size);
        byte[] bytes = new byte[4096];
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size);
            for (int i = 0; i < 16; i++) {
                random.nextBytes(bytes);
                access.seek(random.nextLong(size - bytes.length));
                access.write(bytes);
            }
            access.seek(size - bytes.length);
            access.write(bytes);
        }
        return Files.setLastModifiedTime(file, FileTime.from(SETTLED));
    }

    private List<String> operations() {
        return bench.writes().stream().map(LoggedRequest::operation).toList();
    }

    private static HashCode sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256());
    }

    @Test
    @Tag("C14")
    void c14SendsInPartsWhatReachesTheLimitOfOnePut() throws Exception {
        Path below = sparse("below.mp4", 5 * MIB - 1);
        Path above = sparse("above.mp4", 11 * MIB);
        assertThat(bench.syncs(SMALL_PARTS).summary().uploaded()).isEqualTo(2);

        assertThat(operations())
                .containsExactlyInAnyOrder(
                        "PutObject",
                        "CreateMultipartUpload",
                        "UploadPart",
                        "UploadPart",
                        "UploadPart",
                        "CompleteMultipartUpload");
        assertThat(server.contents(bench.bucket()))
                .containsEntry("front/below.mp4", sha256(below))
                .containsEntry("front/above.mp4", sha256(above));
        assertThat(bench.head("front/above.mp4").orElseThrow().size()).isEqualTo(11 * MIB);
        bench.syncsNothingMore(SMALL_PARTS);
    }

    @Test
    @Tag("C14")
    void c14AllowsNoLimitOfOnePutAboveThatOfS3() {
        SyncOptions.Builder tooMuch = SyncOptions.builder().uploadCutoffBytes(5 * 1024 * MIB + 1);

        assertThatThrownBy(tooMuch::build).hasMessageContaining("0 to 5 GiB");
    }

    /** Of a real size, with the highest cutoff that there is; {@code sha256sum} says what must have come. */
    @Test
    @Tag("C14")
    @Tag("long")
    void c14SendsAFileOfMoreThanFiveGibibytesInParts() throws Exception {
        long size = 5 * 1024 * MIB + 100 * MIB + 7;
        Path file = sparse("big.mp4", size);
        MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
        DiscardingStore sink = new DiscardingStore(memory.open(Checksums.UNCHUNKED));
        StoreProvider provider = new StoreProvider() {
            @Override
            public String endpoint() {
                return memory.endpoint();
            }

            @Override
            public String bucket() {
                return memory.bucket();
            }

            @Override
            public ObjectStore open(Checksums checksums) {
                return sink;
            }

            @Override
            public void close() {}
        };
        SyncOptions options = SyncOptions.builder()
                .transfers(1)
                .partSizeBytes(512 * MIB)
                .uploadCutoffBytes(SyncOptions.MAX_PART_SIZE_BYTES)
                .build();
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(bench.source())
                .stateDirectory(bench.state())
                .store(provider, "")
                .build()) {
            SyncReport report = engine.sync(options, events).await();
            assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.OK);
            assertThat(report.summary().bytesUploaded()).isEqualTo(size);
        }

        assertThat(sink.partSizes()).hasSize(11).allMatch(part -> part <= 512 * MIB);
        String sum = new String(SpecialFileRowsTest.run("sha256sum", file.toString()), StandardCharsets.UTF_8);
        assertThat(sink.hash()).hasToString(sum.substring(0, 64));
    }

    @Test
    @Tag("C15")
    void c15MakesThePartsLargerWhereTheirNumberWouldNotDo() throws Exception {
        Path file = sparse("many.mp4", 16 * MIB + 1);
        StoreLimits three = new StoreLimits(StoreLimits.AWS.maxObjectBytes(), 3);
        bench.through(inner -> new Limited(inner, three));
        assertThat(bench.syncs(SMALL_PARTS).summary().uploaded()).isEqualTo(1);

        assertThat(operations().stream().filter("UploadPart"::equals)).hasSize(3);
        assertThat(server.contents(bench.bucket())).containsEntry("front/many.mp4", sha256(file));
        bench.syncsNothingMore(SMALL_PARTS);
    }

    @Test
    @Tag("C15")
    void c15FailsAFileThatTheStoreDoesNotTakeBeforeAnyByteIsSent() throws Exception {
        Path fits = sparse("fits.mp4", MIB);
        sparse("large.mp4", MIB + 1);
        sparse("larger.mp4", 6 * MIB);
        bench.through(inner -> new Limited(inner, new StoreLimits(MIB, 10_000)));
        SyncReport report = bench.sync(SMALL_PARTS, events);

        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.INCOMPLETE);
        for (String name : List.of("front/large.mp4", "front/larger.mp4")) {
            assertThat(events.endOf(name).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(events.endOf(name).reason()).isEqualTo(Reason.TOO_LARGE);
        }
        assertThat(operations()).containsExactly("PutObject");
        assertThat(server.contents(bench.bucket())).containsEntry("front/fits.mp4", sha256(fits));
    }
}
