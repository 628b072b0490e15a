package io.cammanager.backup.core;

import com.google.common.collect.ImmutableList;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * How many bytes a second may be sent and received, by the time of the week.
 *
 * @param slots in any order; empty for no limit ever; of two that begin at the same time the later one in the list counts
 */
public record Bandwidth(List<Slot> slots) {
    /** Bytes a second that stand for no limit. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    public static final Bandwidth UNLIMITED = new Bandwidth(List.of());

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

    /**
     * The limits in bytes a second, each at least 1.
     *
     * @param upload what is sent, by all transfers together
     * @param download what is received, by all transfers together
     */
    public record Rates(long upload, long download) {
        public static final Rates UNLIMITED = new Rates(NO_LIMIT, NO_LIMIT);

        public Rates {
            if (upload < 1 || download < 1) {
                throw new IllegalArgumentException(
                        "upload (" + upload + ") and download (" + download + ") must be at least 1 byte a second");
            }
        }
    }

    /** The rates from this minute of the week on, until the next slot begins. */
    public record Slot(DayOfWeek day, LocalTime from, Rates rates) {
        private int minute() {
            return minuteOfWeek(day, from);
        }
    }

    public Bandwidth {
        slots = ImmutableList.copyOf(slots);
    }

    public static Bandwidth always(Rates rates) {
        return new Bandwidth(List.of(new Slot(DayOfWeek.MONDAY, LocalTime.MIDNIGHT, rates)));
    }

    /** Returns the rates at a local time. */
    public Rates at(LocalDateTime time) {
        int now = minuteOfWeek(time.getDayOfWeek(), time.toLocalTime());
        Rates rates = Rates.UNLIMITED;
        int shortest = MINUTES_OF_WEEK;
        for (Slot slot : slots) {
            int since =
                    Math.floorMod(now - slot.minute(), MINUTES_OF_WEEK); // the last slot of a week goes on in the next
            if (since <= shortest) {
                shortest = since;
                rates = slot.rates;
            }
        }
        return rates;
    }

    private static int minuteOfWeek(DayOfWeek day, LocalTime time) {
        return (day.getValue() - 1) * MINUTES_OF_DAY + time.getHour() * 60 + time.getMinute();
    }
}
