package io.cammanager.backup.cli;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.Syntax;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as the settings write it. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        Duration duration = Syntax.duration(value);
        if (duration == null) {
            throw new TypeConversionException(Quoted.of(value) + " is not " + Syntax.DURATION);
        }
        return duration;
    }
}
