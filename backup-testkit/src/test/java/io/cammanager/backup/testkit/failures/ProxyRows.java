package io.cammanager.backup.testkit.failures;

import static io.cammanager.backup.testkit.failures.ProxyBench.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the rows about the wire have in common: a server, and a bench with a proxy for each test. */
abstract class ProxyRows {
    static final SyncOptions PLAIN = SyncOptions.builder().transfers(2).build();
    static final SyncOptions IN_PARTS = SyncOptions.builder()
            .transfers(1)
            .partSizeBytes(5 * MIB)
            .uploadCutoffBytes(0)
            .build();

    static EmbeddedS3 server;

    @TempDir
    Path directory;

    ProxyBench bench;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    final void startBench() throws IOException {
        bench = new ProxyBench(server, directory);
    }

    @AfterEach
    final void stopBench() {
        bench.close();
    }

    ArmedRule add(String operation, Occasion occasion, Fault fault) {
        return bench.proxy().add(recordings(operation), occasion, fault);
    }

    /** Returns what requests for recordings match, and those for the backup's own objects do not. */
    static Match recordings(String operation) {
        return Match.operation(operation).withKey("(?!\\.cammanager/).+");
    }

    long count(String operation) {
        return bench.proxy().log().stream()
                .filter(request -> request.operation().equals(operation) && isRecording(request))
                .count();
    }

    private static boolean isRecording(ProxiedRequest request) {
        return !request.key().isEmpty() && !request.key().startsWith(".cammanager/");
    }

    /** Syncs in spite of faults, and checks from outside that all arrived and that nothing else is said. */
    @CanIgnoreReturnValue
    Synced syncsInSpiteOf(SyncOptions options, ArmedRule... rules) throws IOException, InterruptedException {
        Synced synced = bench.sync(options);

        requireFired(rules);
        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
        bench.requireTruth(synced);
        assertThat(synced.calledSafe()).isEqualTo(bench.local().keySet());
        assertThat(bench.remote()).isEqualTo(bench.local());
        return synced;
    }

    /** Syncs, checks that nothing is called safe and how it ended, and that all is well once the fault is gone. */
    @CanIgnoreReturnValue
    Synced confirmsNothing(ExitCode expected, SyncOptions options, ArmedRule... rules)
            throws IOException, InterruptedException {
        Synced synced = bench.sync(options);

        requireFired(rules);
        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(expected);
        assertThat(synced.calledSafe()).as("%s", synced).isEmpty();
        bench.requireTruth(synced);
        bench.requireHealing(options);
        return synced;
    }

    static void requireFired(ArmedRule... rules) {
        for (ArmedRule rule : rules) {
            assertThat(rule.fired()).as("%s", rule).isPositive();
        }
    }
}
