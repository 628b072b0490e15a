package io.cammanager.backup.core.metrics;

import static io.cammanager.backup.core.metrics.BackupMetrics.PREFIX;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;

/** What only grows. A label that is known beforehand is there from the start at 0, so that its first rise is seen. */
final class RunCounters {
    private static final List<String> COMMON_REASONS = List.of("throttled", "unavailable", "unreachable");

    private final Counter runs;
    private final Counter files;
    private final Counter bytes;
    private final Counter retries;
    private final Counter vanished;
    private final Counter verifyFailures;

    RunCounters(PrometheusRegistry registry) {
        this.runs = counter(registry, "runs", "Syncs that ended, by how they ended.", "result");
        this.files = counter(
                registry,
                "files",
                "Files that a sync came to an end with, other than those it found unchanged.",
                "camera",
                "result");
        this.bytes = counter(registry, "bytes", "Bytes of recordings sent and proven.", "camera");
        this.retries = counter(registry, "retries", "Attempts at a file that failed and were made again.", "reason");
        this.vanished = counter(registry, "vanished", "Files that were gone before they were saved.");
        this.verifyFailures =
                counter(registry, "verify_failures", "Verifications that found what is not as it should be.");
        for (ExitCode exitCode : ExitCode.values()) {
            runs.initLabelValues(lower(exitCode));
        }
        COMMON_REASONS.forEach(retries::initLabelValues);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder()
                .name(PREFIX + name + "_total")
                .help(help)
                .labelNames(labels)
                .register(registry);
    }

    void count(BackupEvent event) {
        if (event instanceof BackupEvent.Finished file) {
            finished(file);
        } else if (event instanceof BackupEvent.Retrying file) {
            retries.labelValues(file.kind()).inc();
        }
    }

    private void finished(BackupEvent.Finished file) {
        String camera = new ObjectKey(file.path()).camera();
        files.labelValues(camera, lower(file.outcome())).inc();
        if (file.outcome() == Outcome.UPLOADED) {
            bytes.labelValues(camera).inc(file.size());
        } else if (file.outcome() == Outcome.VANISHED) {
            vanished.inc();
        }
    }

    void count(RunRecord.Kind kind, ExitCode exitCode) {
        if (kind == RunRecord.Kind.SYNC) {
            runs.labelValues(lower(exitCode)).inc();
        }
        // A sync may verify, too, and then ends with the same code. What other runs find has gauges of its own.
        if (exitCode == ExitCode.MISMATCH && !Upkeep.KINDS.contains(kind)) {
            verifyFailures.inc();
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
