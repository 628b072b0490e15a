package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** Ends a run as a whole: one sentence that says what, which, why and what to do, and the exit code that goes with it. */
public class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public BackupException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public BackupException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
