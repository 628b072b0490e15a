package io.cammanager.backup.core.metrics;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * What is counted and measured of a backup. The gauges come from the last {@link BackupStatus}, which the state directory
 * remembers, so that no alert goes blind after a restart; the counters begin at 0 with the process, as Prometheus expects.
 * Thread-safe.
 */
public final class BackupMetrics implements BackupListener {
    /** The media type of {@link #page}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    static final String PREFIX = "cctv_backup_";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final StatusGauges gauges;
    private final RunCounters counters;

    /**
     * Makes the metrics, empty as yet.
     *
     * @param version of this program
     */
    public BackupMetrics(String version, Clock clock) {
        Info.builder()
                .name(PREFIX + "build_info")
                .help("The version that runs.")
                .labelNames("version", "java")
                .register(registry)
                .addLabelValues(version, Runtime.version().toString());
        this.gauges = new StatusGauges(clock, registry);
        this.counters = new RunCounters(registry);
    }

    /** Counts what happens in a run. */
    @Override
    public void onEvent(BackupEvent event) {
        counters.count(event);
    }

    /** Counts a run that has ended. */
    public void ended(RunRecord.Kind kind, ExitCode exitCode) {
        counters.count(kind, exitCode);
    }

    /** Takes over where the backup stands. */
    public void looked(BackupStatus status) {
        gauges.show(status);
    }

    /** Returns everything in Prometheus's text format, version 0.0.4, in UTF-8. */
    public byte[] page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 14);
        try {
            PrometheusTextFormatWriter.create().write(page, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return page.toByteArray();
    }
}
