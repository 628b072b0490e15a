package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of hourly runs, half of which the store is not to be had. */
class OutageTest {
    private static final int CAMERAS = 5;
    private static final int DOWN_FROM = 6;
    private static final int UP_FROM = 18;

    @TempDir
    private Path directory;

    @Tag("E1")
    @Tag("E17")
    @Test
    void e1TwelveHoursWithoutTheStoreDrainInTheFirstRunAfterwards() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start();
                RetryBench bench = new RetryBench(server, directory)) {
            bench.options = SyncOptions.builder()
                    .transfers(4)
                    .queued(SyncOptions.Queued.WAIT)
                    .build();
            for (int hour = 0; hour < 24; hour++) {
                record(bench, hour);
                if (hour >= DOWN_FROM && hour < UP_FROM) {
                    down(bench, hour);
                } else {
                    up(bench, hour);
                }
                bench.clock.advance(Duration.ofHours(1));
            }
            bench.everythingArrived();
        }
    }

    /** Two recordings of each camera. */
    private static void record(RetryBench bench, int hour) throws Exception {
        for (int camera = 0; camera < CAMERAS; camera++) {
            bench.write(String.format("cam%d/2024-03-02_%02d-00-00.mp4", camera, hour), 2_000);
            bench.write(String.format("cam%d/2024-03-02_%02d-30-00.mp4", camera, hour), 2_000);
        }
    }

    private static void up(RetryBench bench, int hour) throws InterruptedException {
        SyncReport report = bench.sync();

        int hours = hour == UP_FROM ? 1 + UP_FROM - DOWN_FROM : 1;
        assertThat(report.exitCode()).as("hour %d, %s", hour, report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().scanned()).isEqualTo(2L * CAMERAS * (hour + 1));
        // What the run met that the outage began in was sent before it.
        assertThat(report.summary().uploaded()).isEqualTo(2L * CAMERAS * hours - (hour == UP_FROM ? 3 : 0));
    }

    /** The store goes in the middle of a run, answers that it is busy for some hours, and then no longer at all. */
    private static void down(RetryBench bench, int hour) throws InterruptedException {
        Match match = hour == DOWN_FROM ? RetryBench.PUTS : Match.any();
        Fault fault =
                hour < DOWN_FROM + 4 ? Fault.error(503, "SlowDown") : Fault.reset(Side.RESPONSE, Position.BEFORE_HEAD);
        ArmedRule rule = bench.proxy.add(match, Occasion.from(hour == DOWN_FROM ? 4 : 1), fault);
        bench.proxy.clearLog();

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("hour %d, %s", hour, report).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(rule.fired()).isPositive();
        assertThat(bench.proxy.log()).as("hour %d", hour).hasSizeLessThan(60);
        bench.proxy.clearRules();
    }
}
