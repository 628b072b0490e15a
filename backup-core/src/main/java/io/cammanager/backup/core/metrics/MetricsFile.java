package io.cammanager.backup.core.metrics;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The metrics as a file for the textfile collector of Prometheus's node exporter, which reads what ends in {@code .prom}. */
public final class MetricsFile {
    private static final String SUFFIX = ".prom";

    private MetricsFile() {}

    /**
     * Checks a path before a run, so that a mistake is not found only after it.
     *
     * @throws BackupException with {@link ExitCode#USAGE} when nothing could be written there
     */
    public static Path require(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (!file.toString().endsWith(SUFFIX)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the metrics file " + file + " must end in " + SUFFIX + ", or the node exporter does not read it");
        }
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the metrics file " + file + " cannot be written: there is no writable directory " + directory);
        }
        return file;
    }

    /** Writes the page beside the file and moves it into place, so that the collector never reads half of one. */
    public static void write(Path file, BackupMetrics metrics) {
        Path target = file.toAbsolutePath();
        // The collector skips it, whatever becomes of it: it does not end in .prom.
        Path half = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            Files.write(half, metrics.page());
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "the metrics file " + file + " could not be written (" + LocalFailure.reason(e)
                            + "); the run itself is not affected",
                    e);
        }
    }
}
