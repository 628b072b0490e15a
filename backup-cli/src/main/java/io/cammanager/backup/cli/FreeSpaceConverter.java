package io.cammanager.backup.cli;

import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.Syntax;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how much of a disk should be free as the settings write it. */
final class FreeSpaceConverter implements ITypeConverter<FreeSpace> {
    @Override
    public FreeSpace convert(String value) {
        FreeSpace space = Syntax.freeSpace(value);
        if (space == null) {
            throw new TypeConversionException(Quoted.of(value) + " is not " + Syntax.FREE_SPACE);
        }
        return space;
    }
}
