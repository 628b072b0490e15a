package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;

/** A path in the bucket, as people type it. */
final class PathOption {
    private PathOption() {}

    /** Returns the path, without slashes at its end; {@code name} is what it was given as. */
    static ObjectKey key(String typed, String name) {
        String path = typed;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.isEmpty()) {
            throw new BackupException(
                    ExitCode.USAGE,
                    name + " (" + Quoted.of(typed)
                            + ") is no path in the bucket such as garage/2026-02-03_04-05-06.mp4");
        }
        return new ObjectKey(path);
    }
}
