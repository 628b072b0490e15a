package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.metrics.BackupMetrics;
import io.cammanager.backup.core.metrics.MetricsFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Figures of a run for Prometheus, where they are asked for. */
final class MetricsOption {
    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Write figures for Prometheus's node exporter to this file, which ends in .prom.")
    private @Nullable Path file;

    private @Nullable BackupMetrics metrics;

    /** Ends the command before it begins where the file could not be written. */
    void check() {
        if (file != null) {
            MetricsFile.require(file);
            metrics = new BackupMetrics(RootCommand.Version.number(), Clock.systemUTC());
        }
    }

    /** Returns a listener that counts, too. */
    BackupListener counting(BackupListener listener) {
        BackupMetrics counters = metrics;
        if (counters == null) {
            return listener;
        }
        return event -> {
            counters.onEvent(event);
            listener.onEvent(event);
        };
    }

    /** Writes the file after a run; that it cannot be is a warning, for the run is not affected. */
    void write(RunRecord.Kind kind, ExitCode exitCode, Supplier<BackupEngine> engines, BackupListener warnings) {
        if (file == null || metrics == null) {
            return;
        }
        metrics.ended(kind, exitCode);
        try (BackupEngine engine = engines.get()) {
            metrics.looked(engine.status());
        } catch (BackupException e) {
            warnings.onEvent(new BackupEvent.Warning("the metrics lack where the backup stands: " + e.getMessage()));
        }
        try {
            MetricsFile.write(file, metrics);
        } catch (BackupException e) {
            warnings.onEvent(new BackupEvent.Warning(String.valueOf(e.getMessage())));
        }
    }
}
