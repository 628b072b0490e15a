package io.cammanager.backup.core.settings;

import java.nio.file.Path;

/**
 * What is logged, how and where.
 *
 * @param directory where the daemon keeps its log; need not exist yet, and may turn out not to be writable
 */
public record LogSettings(LogLevel level, Format format, Path directory) {
    /** What a line of the log looks like. */
    public enum Format {
        /** For people. */
        TEXT,
        /** A JSON object a line. */
        JSON
    }
}
