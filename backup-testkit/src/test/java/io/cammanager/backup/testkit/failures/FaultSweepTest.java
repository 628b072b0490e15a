package io.cammanager.backup.testkit.failures;

import static io.cammanager.backup.testkit.failures.ProxyBench.MIB;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request of a run fails once, in every way. */
class FaultSweepTest {
    /** One request after the other, so that the n-th one is the same in every run. */
    private static final SyncOptions PLAIN = SyncOptions.builder().transfers(1).build();

    private static final SyncOptions IN_PARTS = SyncOptions.builder()
            .transfers(1)
            .partSizeBytes(5 * MIB)
            .uploadCutoffBytes(0)
            .build();

    /** What a short sweep is content with. */
    private static final ImmutableList<Fault> SOME = ImmutableList.of(
            FaultSweep.ALL.get(1), FaultSweep.ALL.get(3), FaultSweep.ALL.get(4), FaultSweep.ALL.get(5));

    private static final int SHORT_STEP = 3;

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private ProxyBench bench;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.builder().forgetRequests().start();
        bench = new ProxyBench(server, directory);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    @Test
    void losesNothingOfAPlainSync() throws Exception {
        bench.record(4, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 2).sync("4 plain files", PLAIN);
    }

    @Test
    void losesNothingOfAnEncryptedSync() throws Exception {
        bench.encrypted().record(3, 20_000);

        new FaultSweep(bench, SOME, SHORT_STEP).sync("3 encrypted files", PLAIN);
    }

    @Test
    void losesNothingOfASyncInParts() throws Exception {
        bench.record(2, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 2).sync("2 files in parts", IN_PARTS);
    }

    @Test
    void losesNothingOfARestore() throws Exception {
        bench.record(4, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 1).restore("4 plain files restored", PLAIN);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenPlainFiles() throws Exception {
        bench.record(10, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 plain files", PLAIN);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenEncryptedFiles() throws Exception {
        bench.encrypted().record(10, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 encrypted files", PLAIN);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenFilesInParts() throws Exception {
        bench.record(9, 20_000);
        bench.record(1, 6 * MIB);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 files in parts", IN_PARTS);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenEncryptedFilesInParts() throws Exception {
        bench.encrypted().record(9, 20_000);
        bench.record(1, 6 * MIB);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 encrypted files in parts", IN_PARTS);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenRestoredFiles() throws Exception {
        bench.record(10, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 1).restore("10 plain files restored", PLAIN);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenRestoredEncryptedFiles() throws Exception {
        bench.encrypted().record(10, 20_000);

        new FaultSweep(bench, FaultSweep.ALL, 1).restore("10 encrypted files restored", PLAIN);
    }
}
