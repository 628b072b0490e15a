package io.cammanager.backup.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.ExpiryMark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class MomentTest {
    private static final Instant NOON = Instant.parse("2024-06-10T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private static Moment moment(Instant here, Instant served) {
        return new Moment(here, served, ZoneId.of("Europe/Madrid"));
    }

    private static ExpiryMark mark(Instant at, Instant served) {
        return new ExpiryMark(new ObjectKey("cam/1.mp4"), "v1", "etag", at, served, null);
    }

    @Test
    void isAsEarlyAsTheClockThatIsBehind() {
        assertThat(moment(NOON, NOON.minusSeconds(60)).before(1)).isEqualTo(Instant.parse("2024-06-09T11:59:00Z"));
        assertThat(moment(NOON.minusSeconds(60), NOON).before(1)).isEqualTo(Instant.parse("2024-06-09T11:59:00Z"));
        assertThat(moment(NOON, NOON).nameBefore(30))
                .as("in the recorder's time")
                .isEqualTo(LocalDateTime.parse("2024-05-11T14:00:00"));
    }

    @Test
    void aMarkIsRipeByBothClocksOnly() {
        Moment now = moment(NOON, NOON);
        Instant before = NOON.minus(DAY);

        assertThat(now.isRipe(mark(before, before), DAY)).isTrue();
        assertThat(now.isRipe(mark(before.plusMillis(1), before), DAY)).isFalse();
        assertThat(now.isRipe(mark(before, before.plusMillis(1)), DAY)).isFalse();
    }

    @Test
    void aMarkOfTheFutureIsKnownAndSoIsALock() {
        Moment now = moment(NOON, NOON);

        assertThat(now.isFuture(mark(NOON.plusSeconds(1), NOON))).isTrue();
        assertThat(now.isFuture(mark(NOON, NOON.plusSeconds(1)))).isTrue();
        assertThat(now.isFuture(mark(NOON, NOON))).isFalse();
        assertThat(now.isLocked(mark(NOON, NOON).lockedUntil(NOON.plusSeconds(1))))
                .isTrue();
        assertThat(now.isLocked(mark(NOON, NOON).lockedUntil(NOON))).isFalse();
    }
}
