package io.cammanager.backup.core.sqlite;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file is not a sound database: it can only be set aside. */
public final class DamagedException extends BackupException {
    private static final long serialVersionUID = 1L;

    DamagedException(Path file, String what, @Nullable Throwable cause) {
        super(
                ExitCode.LOCAL_STATE,
                "the state file " + file + " is damaged (" + what
                        + "): the next sync sets it aside and makes a new one from what is in the bucket",
                cause);
    }
}
