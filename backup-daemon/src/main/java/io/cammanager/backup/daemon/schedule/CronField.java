package io.cammanager.backup.daemon.schedule;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The five fields of a cron expression, and how each is read. */
enum CronField {
    MINUTE("minute", 0, 59, ImmutableList.of()),
    HOUR("hour", 0, 23, ImmutableList.of()),
    DAY("day of the month", 1, 31, ImmutableList.of()),
    MONTH(
            "month",
            1,
            12,
            ImmutableList.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    /** 0 and 7 are both Sunday. */
    WEEKDAY("day of the week", 0, 7, ImmutableList.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final int SUNDAY = 7;

    private final String title;
    private final int least;
    private final int most;
    private final ImmutableList<String> names;

    CronField(String title, int least, int most, ImmutableList<String> names) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /**
     * Reads a list of values, ranges and steps.
     *
     * @throws BackupException with {@link ExitCode#USAGE} when it is none
     */
    ImmutableSortedSet<Integer> parse(String text) {
        Set<Integer> values = new TreeSet<>();
        for (String part : Splitter.on(',').split(text)) {
            List<String> rangeAndStep = Splitter.on('/').splitToList(part);
            if (rangeAndStep.size() > 2) {
                throw wrong(part, "has more than one step");
            }
            int step = rangeAndStep.size() == 2 ? step(part, rangeAndStep.get(1)) : 1;
            Range range = range(part, rangeAndStep.get(0));
            if (rangeAndStep.size() == 2 && !range.several) {
                throw wrong(part, "has a step without a range");
            }
            for (int value = range.first; value <= range.last; value += step) {
                values.add(this == WEEKDAY && value == 0 ? SUNDAY : value);
            }
        }
        return ImmutableSortedSet.copyOf(values);
    }

    private record Range(int first, int last, boolean several) {}

    private Range range(String part, String text) {
        if (text.equals("*")) {
            return new Range(least, this == WEEKDAY ? most - 1 : most, true);
        }
        List<String> ends = Splitter.on('-').limit(2).splitToList(text);
        int first = value(part, ends.get(0));
        if (ends.size() == 1) {
            return new Range(first, first, false);
        }
        int last = value(part, ends.get(1));
        last = this == WEEKDAY && last == 0 && first > 0 ? SUNDAY : last; // as in fri-sun
        if (last < first) {
            throw wrong(part, "runs backwards");
        }
        return new Range(first, last, true);
    }

    private int step(String part, String text) {
        int step = number(part, text);
        if (step < 1) {
            throw wrong(part, "has a step of 0");
        }
        return step;
    }

    private int value(String part, String text) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = named >= 0 ? named + least : number(part, text);
        if (value < least || value > most) {
            throw wrong(part, "must be " + least + " to " + most);
        }
        return value;
    }

    private int number(String part, String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(part, names.isEmpty() ? "is not a number" : "is neither a number nor a name of three letters");
        }
        return Integer.parseInt(text);
    }

    private BackupException wrong(String part, String why) {
        return new BackupException(ExitCode.USAGE, "the " + title + " " + Quoted.of(part) + " " + why);
    }
}
