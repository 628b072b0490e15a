package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.Bandwidth.Rates;
import io.cammanager.backup.core.Bandwidth.Slot;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthTest {
    /** 2026-03-02 is a Monday. */
    private static final Bandwidth WEEK = new Bandwidth(
            List.of(slot(DayOfWeek.SATURDAY, 0, 3), slot(DayOfWeek.MONDAY, 8, 1), slot(DayOfWeek.FRIDAY, 19, 2)));

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T07:59:59,3",
        "2026-03-02T08:00:00,1",
        "2026-03-06T18:59:59.999,1",
        "2026-03-06T19:00,2",
        "2026-03-07T00:00,3",
        "2026-03-08T23:59:59,3",
        "2026-03-09T00:00,3"
    })
    void theSlotThatBeganLastCountsAlsoAcrossTheWeek(LocalDateTime time, long rate) {
        assertThat(WEEK.at(time)).isEqualTo(new Rates(rate, rate));
    }

    @Test
    void ofTwoSlotsAtOneTimeTheLaterInTheListCounts() {
        Bandwidth twice = new Bandwidth(List.of(slot(DayOfWeek.MONDAY, 8, 1), slot(DayOfWeek.MONDAY, 8, 2)));

        assertThat(twice.at(LocalDateTime.parse("2026-03-02T08:00")).upload()).isEqualTo(2);
    }

    @Test
    void withoutSlotsThereIsNoLimit() {
        LocalDateTime time = LocalDateTime.parse("2026-03-02T08:00");

        assertThat(Bandwidth.UNLIMITED.at(time)).isEqualTo(Rates.UNLIMITED);
        assertThat(Bandwidth.always(new Rates(5, 6)).at(time)).isEqualTo(new Rates(5, 6));
    }

    @Test
    void noRateIsZero() {
        assertThatThrownBy(() -> new Rates(0, 1)).hasMessageContaining("upload (0)");
    }

    private static Slot slot(DayOfWeek day, int hour, long rate) {
        return new Slot(day, LocalTime.of(hour, 0), new Rates(rate, rate));
    }
}
