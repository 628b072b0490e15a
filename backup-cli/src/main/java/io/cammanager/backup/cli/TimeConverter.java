package io.cammanager.backup.cli;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RecordingName;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a local time as people write it, or as the recorder writes it in a file name. */
final class TimeConverter implements ITypeConverter<LocalDateTime> {
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d))?)?");

    @Override
    public LocalDateTime convert(String value) {
        LocalDateTime start = RecordingName.startOf(value);
        if (start != null) {
            return start;
        }
        Matcher matcher = TIME.matcher(value);
        if (matcher.matches()) {
            try {
                return LocalDateTime.of(
                        number(matcher, 1),
                        number(matcher, 2),
                        number(matcher, 3),
                        number(matcher, 4),
                        number(matcher, 5),
                        number(matcher, 6));
            } catch (DateTimeException e) {
                throw new TypeConversionException(Quoted.of(value) + " is not in the calendar or on the clock");
            }
        }
        throw new TypeConversionException(
                Quoted.of(value)
                        + " is not a time such as 2026-02-03, 2026-02-03T04:05, \"2026-02-03 04:05:06\" or 2026-02-03_04-05-06.mp4");
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
