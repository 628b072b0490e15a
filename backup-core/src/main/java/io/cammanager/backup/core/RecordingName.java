package io.cammanager.backup.core;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The recorder's file names, {@code YYYY-MM-DD_HH-MM-SS.<anything>}, in the recorder's local time. */
public final class RecordingName {
    private static final String SHAPE = "dddd-dd-dd_dd-dd-dd";

    private RecordingName() {}

    /** Returns the start of the recording that the name tells, or null when it tells none. */
    public static @Nullable LocalDateTime startOf(String fileName) {
        if (fileName.length() < SHAPE.length()) {
            return null;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            char actual = fileName.charAt(i);
            if (expected == 'd' ? actual < '0' || actual > '9' : actual != expected) {
                return null;
            }
        }
        try {
            return LocalDateTime.of(
                    number(fileName, 0, 4),
                    number(fileName, 5, 7),
                    number(fileName, 8, 10),
                    number(fileName, 11, 13),
                    number(fileName, 14, 16),
                    number(fileName, 17, 19));
        } catch (DateTimeException e) {
            return null; // 31 February is a name like any other, not a time
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
