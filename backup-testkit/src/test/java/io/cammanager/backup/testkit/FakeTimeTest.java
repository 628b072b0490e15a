package io.cammanager.backup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
    private final FakeClock clock = FakeClock.at("2026-03-01T12:00:00Z");

    @Test
    void standsStillUntilItIsMoved() {
        FakeClock elsewhere = clock.withZone(ZoneId.of("Europe/Madrid"));

        clock.advance(Duration.ofMinutes(90));

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T13:30:00Z"));
        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Europe/Madrid"));
    }

    @Test
    void sleepsByMovingTheClock() throws InterruptedException {
        FakeSleeper sleeper = new FakeSleeper(clock);

        sleeper.sleep(Duration.ofSeconds(1));
        sleeper.sleep(Duration.ofSeconds(2));

        assertThat(sleeper.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(sleeper.total()).isEqualTo(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T12:00:03Z"));
    }

    @Test
    void endsTheSleepOfAnInterruptedThread() {
        FakeSleeper sleeper = new FakeSleeper(clock);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sleeper.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(sleeper.sleeps()).isEmpty();
    }
}
