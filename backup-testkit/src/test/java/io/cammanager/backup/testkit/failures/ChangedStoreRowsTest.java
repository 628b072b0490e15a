package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is another one after its upgrade, in what it promises. */
final class ChangedStoreRowsTest {
    private EmbeddedS3 server;
    private RetryBench bench;

    @TempDir
    private Path directory;

    @BeforeEach
    void syncOnce() throws Exception {
        // Headers are signed, so that nobody who checks that would take requests from which the conditions are gone.
        server = EmbeddedS3.builder().trustEveryone().start();
        bench = new RetryBench(server, directory);
        bench.write(3);
        sync();
        assertThat(written(".cammanager/probe/")).isNotEmpty();
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    private void sync() throws InterruptedException {
        bench.proxy.clearLog();
        var report = bench.sync();
        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
    }

    private List<ProxiedRequest> written(String key) {
        return bench.proxy.log().stream()
                .filter(request ->
                        request.operation().equals("PutObject") && request.key().startsWith(key))
                .toList();
    }

    @Test
    void thatAConditionIsNoLongerHonouredIsFoundOutWithinAWeek() throws Exception {
        bench.proxy.add(Match.any(), Occasion.always(), new Fault.RequestHeader("If-None-Match", old -> null));

        bench.clock.advance(Duration.ofDays(6));
        sync();
        assertThat(written(".cammanager/probe/")).isEmpty();

        bench.clock.advance(Duration.ofDays(1));
        sync();
        assertThat(written(".cammanager/probe/")).isNotEmpty();
        assertThat(bench.warnings())
                .singleElement()
                .asString()
                .contains("the store has changed", "honour If-None-Match");

        sync();
        assertThat(written(".cammanager/probe/")).isEmpty();
        assertThat(bench.warnings()).isEmpty();
    }
}
