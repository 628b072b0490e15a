package io.cammanager.backup.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Path FILE = Path.of("garage/a.mp4");

    private final Hints hints = new Hints(Duration.ofSeconds(60), Duration.ofSeconds(5));

    @Test
    void isDueOnceAFileWasLeftAloneLongEnough() {
        hints.changed(FILE, at(0));
        hints.changed(FILE, at(30));

        assertThat(hints.isDue(at(89))).isFalse();
        assertThat(hints.isDue(at(90))).isTrue();
        assertThat(hints.isDue(at(100))).isFalse();
    }

    @Test
    void isNotDueMoreOftenThanTheLeastGap() {
        hints.changed(Path.of("a"), at(0));
        hints.changed(Path.of("b"), at(2));
        hints.changed(Path.of("c"), at(3));

        assertThat(hints.isDue(at(60))).isTrue();
        assertThat(hints.isDue(at(62))).isFalse();
        assertThat(hints.isDue(at(64))).isFalse();
        assertThat(hints.isDue(at(65))).isTrue();
        assertThat(hints.isDue(at(70))).isFalse();
    }

    @Test
    void aFileThatIsGoneIsNoReason() {
        hints.changed(FILE, at(0));
        hints.gone(FILE);

        assertThat(hints.isDue(at(600))).isFalse();
    }

    @Test
    void isDueAtOnceWhenChangesWereLost() {
        hints.lost();

        assertThat(hints.isDue(at(0))).isTrue();
        assertThat(hints.isDue(at(10))).isFalse();
    }

    @Test
    void keepsNoMoreThanItsShareOfFiles() {
        for (int i = 0; i <= 100_000; i++) {
            hints.changed(Path.of("f" + i), at(0));
        }

        assertThat(hints.isDue(at(1))).isTrue();
        assertThat(hints.isDue(at(59))).isFalse();
        assertThat(hints.isDue(at(60))).isTrue();
    }

    @Test
    void isNotSilencedByAClockThatIsSetBack() {
        hints.lost();
        assertThat(hints.isDue(at(7200))).isTrue();
        hints.changed(FILE, at(7201));

        assertThat(hints.isDue(at(10))).isTrue();
        assertThat(hints.isDue(at(20))).isFalse();
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
