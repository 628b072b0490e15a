package io.cammanager.backup.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class SyncLoopTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SyncOptions OPTIONS =
            SyncOptions.builder().transfers(3).build();

    private final FakeTime time = new FakeTime();
    private final FakeEngine engine = new FakeEngine(time);
    private final LogLines log = LogLines.capture();

    @AfterEach
    void stopLogging() {
        log.close();
    }

    @Test
    void syncsAtOnceWithTheOptionsGiven() {
        engine.thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO);
        assertThat(engine.options).containsExactly(OPTIONS);
    }

    @Test
    void syncsEveryIntervalCountedFromTheStartOfTheLast() {
        engine.then(() -> taking(Duration.ofMinutes(25)))
                .then(() -> taking(Duration.ofSeconds(1)))
                .thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO, HOUR, HOUR.multipliedBy(2));
    }

    @Test
    void followsARunLongerThanTheIntervalAtOnceAndOnlyOnce() {
        engine.then(() -> taking(Duration.ofMinutes(150)))
                .then(() -> taking(Duration.ofMinutes(1)))
                .thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO, Duration.ofMinutes(150), Duration.ofMinutes(150 + 60));
    }

    @Test
    void syncsAtOnceWhenTheClockWasSetBackBeforeTheLastStart() {
        engine.then(() -> taking(Duration.ofHours(-5))).thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO, Duration.ofHours(-5));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void survivesEveryEndOfARun(ExitCode exitCode) {
        engine.then(() -> FakeRun.ending(exitCode, new Problem(exitCode, "cannot go on"), () -> {}))
                .thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO, HOUR);
    }

    @Test
    void survivesAnEngineThatThrows() {
        engine.then(() -> {
                    throw new RejectedExecutionException("no thread left");
                })
                .then(() -> FakeRun.ending(ExitCode.OK, null, () -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .thenSucceeds();

        run();

        assertThat(engine.starts).containsExactly(Duration.ZERO, HOUR, HOUR.multipliedBy(2));
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .containsExactly(
                        "ERROR Sync stopped: unexpected failure, a defect of this program:"
                                + " java.util.concurrent.RejectedExecutionException: no thread left",
                        "ERROR Sync stopped: unexpected failure, a defect of this program:"
                                + " java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void cancelsTheRunInFlightWhenInterruptedAndTellsItsEnd() {
        FakeRun endless = FakeRun.endless();
        engine.then(() -> endless);

        run();

        assertThat(endless.cancelled).isEqualTo(ExitCode.TERMINATED);
        assertThat(log.lines())
                .containsExactly(
                        "INFO Sync started",
                        "INFO Sync interrupted: 1 failed, 12 uploaded (3.4 GiB), 1,100 unchanged,"
                                + " 2 still being written, 1,115 scanned in 12 s");
    }

    @Test
    void endsWhenInterruptedAfterARunThatTookTooLong() {
        engine.then(() -> taking(Duration.ofHours(3)));

        run();

        assertThat(engine.starts).hasSize(1);
    }

    private void run() {
        RunLog runLog = new RunLog(new Messages(Locale.ENGLISH));
        new SyncLoop(engine, OPTIONS, runLog, new Schedule(HOUR, time, time)).run();
    }

    private FakeRun taking(Duration duration) {
        return FakeRun.ending(ExitCode.OK, null, () -> time.pass(duration));
    }
}
