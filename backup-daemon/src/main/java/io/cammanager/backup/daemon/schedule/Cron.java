package io.cammanager.backup.daemon.schedule;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Times as in cron(5): minute, hour, day of the month, month, day of the week, each a list of values, ranges and steps, months
 * and weekdays also by name. When both days are given, either will do.
 *
 * <p>When clocks change: a time that is left out comes at once when the clock has jumped, and one that is there twice comes the
 * first time only. An expression for every hour goes on through both: an hour with no run would be one too many.
 */
public final class Cron {
    /** Leap days can be eight years apart. */
    private static final int LONGEST_WAIT_DAYS = 8 * 366 + 1;

    private static final int HOURS = 24;

    private final String text;
    private final ImmutableSortedSet<Integer> minutes;
    private final ImmutableSortedSet<Integer> hours;
    private final ImmutableSortedSet<Integer> days;
    private final ImmutableSortedSet<Integer> months;
    private final ImmutableSortedSet<Integer> weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(String text, List<String> fields) {
        this.text = text;
        this.minutes = CronField.MINUTE.parse(fields.get(0));
        this.hours = CronField.HOUR.parse(fields.get(1));
        this.days = CronField.DAY.parse(fields.get(2));
        this.months = CronField.MONTH.parse(fields.get(3));
        this.weekdays = CronField.WEEKDAY.parse(fields.get(4));
        this.anyDay = fields.get(2).startsWith("*");
        this.anyWeekday = fields.get(4).startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @throws BackupException with {@link ExitCode#USAGE} and a sentence when it is none, or never comes
     */
    public static Cron parse(String text) {
        List<String> fields =
                Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(text);
        if (fields.size() != CronField.values().length) {
            throw wrong(
                    text,
                    "has " + fields.size() + " fields instead of 5:"
                            + " minute, hour, day of the month, month, day of the week, such as 15 * * * *");
        }
        Cron cron = read(text, fields);
        if (cron.find(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw wrong(text, "never comes: no month that it names has that day");
        }
        return cron;
    }

    private static Cron read(String text, List<String> fields) {
        try {
            return new Cron(String.join(" ", fields), fields);
        } catch (BackupException e) {
            throw wrong(text, "cannot be read: " + e.getMessage());
        }
    }

    private static BackupException wrong(String text, String why) {
        return new BackupException(ExitCode.USAGE, "the cron expression " + Quoted.of(text) + " " + why);
    }

    /** Returns the first time that is later than this one. */
    public Instant nextAfter(Instant time, ZoneId zone) {
        return find(time, zone)
                .orElseThrow(() -> new IllegalStateException("no time for " + text + " after " + time + " in " + zone));
    }

    private Optional<Instant> find(Instant time, ZoneId zone) {
        LocalDate first = time.atZone(zone).toLocalDate();
        return Stream.iterate(first, date -> date.plusDays(1))
                .limit(LONGEST_WAIT_DAYS)
                .filter(this::matches)
                .flatMap(date ->
                        timesOf(date, zone.getRules())
                                .filter(found -> found.isAfter(time))
                                .min(Instant::compareTo)
                                .stream())
                .findFirst();
    }

    private boolean matches(LocalDate date) {
        if (!months.contains(date.getMonthValue())) {
            return false;
        }
        boolean day = days.contains(date.getDayOfMonth());
        boolean weekday = weekdays.contains(date.getDayOfWeek().getValue());
        return (anyDay || anyWeekday) ? (day && weekday) : (day || weekday);
    }

    private Stream<Instant> timesOf(LocalDate date, ZoneRules rules) {
        return hours.stream()
                .flatMap(hour -> minutes.stream().map(minute -> date.atTime(hour, minute)))
                .flatMap(local -> instants(local, rules));
    }

    private Stream<Instant> instants(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (hours.size() == HOURS) {
            return offsets.stream().map(local::toInstant);
        }
        return offsets.isEmpty()
                ? Stream.of(rules.getTransition(local).getInstant())
                : Stream.of(local.toInstant(offsets.get(0)));
    }

    @Override
    public String toString() {
        return text;
    }
}
