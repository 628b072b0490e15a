package io.cammanager.backup.cli;

import io.cammanager.backup.core.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0-499} or {@code 500-}, both ends included, as HTTP counts them. */
final class ByteRangeConverter implements ITypeConverter<ByteRangeConverter.ByteRange> {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})?");

    /** Bytes from the offset on; a length of {@link Long#MAX_VALUE} is all that follow. */
    record ByteRange(long offset, long length) {}

    @Override
    public ByteRange convert(String value) {
        Matcher matcher = RANGE.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    Quoted.of(value) + " is not a range of bytes such as 0-499, the first 500, or 500-, all but those");
        }
        long first = Long.parseLong(matcher.group(1));
        if (matcher.group(2) == null) {
            return new ByteRange(first, Long.MAX_VALUE);
        }
        long last = Long.parseLong(matcher.group(2));
        if (last < first) {
            throw new TypeConversionException(Quoted.of(value)
                    + " ends before it begins: the first byte comes first, and the last one is included");
        }
        return new ByteRange(first, last - first + 1);
    }
}
