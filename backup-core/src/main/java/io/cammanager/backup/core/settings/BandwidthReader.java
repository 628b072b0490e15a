package io.cammanager.backup.core.settings;

import com.google.common.base.Splitter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Bandwidth.Rates;
import io.cammanager.backup.core.Bandwidth.Slot;
import io.cammanager.backup.core.Quoted;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a bandwidth as rclone's {@code --bwlimit} takes it: one for always, or a timetable of the day or the week. */
record BandwidthReader(RawValue value) {
    private static final Pattern SLOT = Pattern.compile("(?:([A-Za-z]+)-)?([01][0-9]|2[0-3]):([0-5][0-9]),(.+)");

    Bandwidth read() {
        String text = value.text().strip();
        if (!text.contains(",")) {
            return Bandwidth.always(rates(text));
        }
        List<Slot> slots = new ArrayList<>();
        for (String slot : Splitter.on(' ').omitEmptyStrings().split(text)) {
            addSlot(slots, slot);
        }
        return new Bandwidth(slots);
    }

    private void addSlot(List<Slot> slots, String text) {
        Matcher parts = SLOT.matcher(text);
        if (!parts.matches()) {
            throw refused(text);
        }
        LocalTime from = LocalTime.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        Rates rates = rates(parts.group(4));
        if (parts.group(1) != null) {
            slots.add(new Slot(day(parts.group(1), text), from, rates));
            return;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            slots.add(new Slot(day, from, rates));
        }
    }

    private DayOfWeek day(String name, String slot) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (upper.equals(day.name()) || upper.equals(day.name().substring(0, 3))) {
                return day;
            }
        }
        throw refused(slot);
    }

    private Rates rates(String text) {
        int colon = text.indexOf(':');
        long upload = rate(colon < 0 ? text : text.substring(0, colon), text);
        return new Rates(upload, colon < 0 ? upload : rate(text.substring(colon + 1), text));
    }

    private long rate(String text, String part) {
        if (text.equalsIgnoreCase("off")) {
            return Bandwidth.NO_LIMIT;
        }
        @Nullable Long bytes = Syntax.bytes(text);
        if (bytes == null) {
            throw refused(part);
        }
        return bytes == 0 ? Bandwidth.NO_LIMIT : bytes; // as in rclone, where it is the default
    }

    private BackupException refused(String part) {
        return value.refused(
                "cannot be understood at " + Quoted.of(part) + ": it must be bytes a second such as 10M, 10M:2M"
                        + " for up and down, or off, or a timetable of them such as 08:00,512k 19:00,10M 23:00,off or"
                        + " Mon-08:00,1M Sat-00:00,off (as in rclone K, M and G are 1024-fold, and a plain number is KiB)");
    }
}
