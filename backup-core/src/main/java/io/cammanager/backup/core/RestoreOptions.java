package io.cammanager.backup.core;

import java.nio.file.Path;

/**
 * What a restore does.
 *
 * @param target the directory that receives the tree; created when missing
 * @param existing what happens where a different file is in the way
 * @param transfers files in flight at once, 1 to 256
 */
public record RestoreOptions(Path target, Selection selection, Existing existing, int transfers) {
    /** What happens to a different file at the target. */
    public enum Existing {
        KEEP,
        OVERWRITE
    }

    public RestoreOptions {
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
    }
}
