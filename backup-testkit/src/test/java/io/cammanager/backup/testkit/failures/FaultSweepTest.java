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
    private static final long TWO_PARTS = 5 * MIB + 20_000;

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

        new FaultSweep(bench, FaultSweep.ALL, SHORT_STEP).sync("4 plain files", PLAIN);
    }

    @Test
    void losesNothingOfAnEncryptedSync() throws Exception {
        bench.encrypted().record(3, 20_000);

        new FaultSweep(bench, SOME, SHORT_STEP).sync("3 encrypted files", PLAIN);
    }

    @Test
    void losesNothingOfASyncInParts() throws Exception {
        bench.record(1, TWO_PARTS);

        new FaultSweep(bench, SOME, SHORT_STEP).sync("1 file in parts", IN_PARTS);
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
    void losesNothingOfTenFilesWhenRequestsStandStill() throws Exception {
        bench.impatient().record(10, 20_000);

        new FaultSweep(bench, FaultSweep.STALLS, 1).sync("10 plain files, stalls", PLAIN);
        new FaultSweep(bench, FaultSweep.STALLS, 1).restore("10 plain files restored, stalls", PLAIN);
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
        bench.record(7, 20_000);
        bench.record(3, TWO_PARTS);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 files, 3 of them in parts", IN_PARTS);
    }

    @Test
    @Tag("long")
    void losesNothingOfTenEncryptedFilesInParts() throws Exception {
        bench.encrypted().record(7, 20_000);
        bench.record(3, TWO_PARTS);

        new FaultSweep(bench, FaultSweep.ALL, 1).sync("10 encrypted files, 3 of them in parts", IN_PARTS);
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
