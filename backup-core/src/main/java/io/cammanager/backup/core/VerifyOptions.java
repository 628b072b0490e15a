package io.cammanager.backup.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a verification does.
 *
 * @param transfers objects looked at at once, 1 to 256
 * @param healing how what is missing or damaged is sent again; null when nothing is
 * @param scratch the directory below which a drill restores; null for that of temporary files
 */
public record VerifyOptions(
        VerifyLevel level,
        Portion portion,
        int transfers,
        @Nullable SyncOptions healing,
        @Nullable Path scratch) {
    public VerifyOptions {
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
        if (portion.sample() instanceof Sample.Rotation && level != VerifyLevel.DATA) {
            throw new IllegalArgumentException("level (" + level + ") must be DATA for a rotation");
        }
        if (level == VerifyLevel.DRILL && !(portion.sample() instanceof Sample.Count)) {
            throw new IllegalArgumentException("sample (" + portion.sample() + ") must be a count for a drill");
        }
        if (level == VerifyLevel.DRILL && healing != null) {
            throw new IllegalArgumentException("healing must be null for a drill");
        }
    }

    /** Looks at all of a selection, and changes nothing. */
    public VerifyOptions(VerifyLevel level, Selection selection, int transfers) {
        this(level, Portion.of(selection), transfers, null, null);
    }

    /** Returns the same for a portion. */
    public VerifyOptions of(Portion value) {
        return new VerifyOptions(level, value, transfers, healing, scratch);
    }

    /** Returns the same, but with what is found missing or damaged sent again where the source still has it. */
    public VerifyOptions healing(@Nullable SyncOptions value) {
        return new VerifyOptions(level, portion, transfers, value, scratch);
    }
}
