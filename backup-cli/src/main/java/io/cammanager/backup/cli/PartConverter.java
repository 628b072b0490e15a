package io.cammanager.backup.cli;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Shard;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a part such as {@code 0/7}. */
final class PartConverter implements ITypeConverter<Shard> {
    private static final Pattern PART = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");

    @Override
    public Shard convert(String value) {
        Matcher matcher = PART.matcher(value);
        if (matcher.matches()) {
            int index = Integer.parseInt(matcher.group(1));
            int count = Integer.parseInt(matcher.group(2));
            if (count >= 1 && count <= Shard.MAX_COUNT && index < count) {
                return new Shard(index, count);
            }
        }
        throw new TypeConversionException(Quoted.of(value) + " is not a part such as 0/7, which counts from 0 to 6/7");
    }
}
