package io.cammanager.backup.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Timing HOURLY = new Timing.Every(HOUR);

    @Test
    void isDueAnIntervalAfterTheLastStart() {
        Schedule schedule = new Schedule(HOURLY, Duration.ZERO, new Random(1), START);

        assertThat(schedule.isDue(START.plus(HOUR).minusMillis(1))).isFalse();
        assertThat(schedule.isDue(START.plus(HOUR))).isTrue();
        assertThat(schedule.due()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void makesOneJobOfTheTimesThatWereMissed() {
        Schedule schedule = new Schedule(HOURLY, Duration.ZERO, new Random(1), START);
        Instant late = START.plus(Duration.ofHours(9)).plusSeconds(5);

        assertThat(schedule.isDue(late)).isTrue();
        schedule.started(late);

        assertThat(schedule.isDue(late)).isFalse();
        assertThat(schedule.due()).isEqualTo(late.plus(HOUR));
    }

    @Test
    void isDueAtOnceWhenTheClockWasSetBackBeforeTheLastStart() {
        Schedule schedule = new Schedule(HOURLY, Duration.ZERO, new Random(1), START);
        Instant back = START.minus(Duration.ofDays(4));

        assertThat(schedule.isDue(back)).isTrue();
        schedule.started(back);

        assertThat(schedule.due()).isEqualTo(back.plus(HOUR));
    }

    @Test
    void aCronScheduleLooksForItsNextTimeWhenTheClockWasSetBack() {
        Timing nightly = new Timing.At(Cron.parse("0 3 * * *"), ZoneOffset.UTC);
        Schedule schedule = new Schedule(nightly, Duration.ZERO, new Random(1), START);

        assertThat(schedule.isDue(START.minus(Duration.ofDays(4)))).isFalse();

        assertThat(schedule.due()).isEqualTo(Instant.parse("2026-02-26T03:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void addsAJitterThatDoesNotAddUp(long seed) {
        Duration most = Duration.ofMinutes(10);
        Schedule schedule = new Schedule(HOURLY, most, new Random(seed), START);

        for (int i = 1; i <= 1000; i++) {
            Instant time = START.plus(HOUR.multipliedBy(i));
            assertThat(schedule.due()).as("seed %s, job %s", seed, i).isBetween(time, time.plus(most));
            schedule.started(schedule.due());
        }
    }

    @Test
    void saysWhichIntervalWasOutlasted() {
        Schedule schedule = new Schedule(HOURLY, Duration.ZERO, new Random(1), START);
        schedule.started(START.plus(HOUR));

        assertThat(schedule.overrun(START.plus(HOUR.multipliedBy(2)).minusMillis(1)))
                .isEmpty();
        assertThat(schedule.overrun(START.plus(HOUR.multipliedBy(2)))).contains(HOUR);
    }

    @Test
    void aJobOfSomeoneElsePutsTheNextOneOffAndAnOlderOneDoesNot() {
        Schedule schedule = new Schedule(HOURLY, Duration.ZERO, new Random(1), START);

        schedule.startedElsewhere(START.plusSeconds(90));
        schedule.startedElsewhere(START.minusSeconds(90));

        assertThat(schedule.due()).isEqualTo(START.plus(HOUR).plusSeconds(90));
    }
}
