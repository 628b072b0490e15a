package io.cammanager.backup.daemon.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.daemon.LogLines;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShutdownHookTest {
    private final LogLines log = LogLines.capture();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        log.close();
    }

    @Test
    void asksTheDaemonToEndAndWaitsForItsEnd() {
        Thread daemon = new Thread(this::endWhenInterrupted);
        daemon.start();

        new ShutdownHook(daemon::interrupt, daemon, Duration.ofSeconds(10)).run();

        assertThat(daemon.isAlive()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void saysSoWhenTheDaemonDoesNotEndInTime() {
        Thread daemon = new Thread(this::ignoreInterrupts);
        daemon.start();

        new ShutdownHook(daemon::interrupt, daemon, Duration.ofMillis(1)).run();

        assertThat(log.lines())
                .containsExactly(
                        "WARN the sync did not stop in time and is broken off; the next one carries on from there");
    }

    private void endWhenInterrupted() {
        try {
            never.await();
        } catch (InterruptedException e) {
            // what it is for
        }
    }

    private void ignoreInterrupts() {
        boolean waiting = true;
        while (waiting) {
            try {
                never.await();
                waiting = false;
            } catch (InterruptedException e) {
                // goes on, as a write to a dead disk would
            }
        }
    }
}
