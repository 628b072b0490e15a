package io.cammanager.backup.core.report;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifySummary;
import java.util.Map;

/** The counts of a summary by the names that they have in JSON, in their order there. */
public final class SummaryCounts {
    private SummaryCounts() {}

    public static Map<String, Long> of(SyncSummary summary) {
        return ImmutableMap.<String, Long>builder()
                .put("scanned", summary.scanned())
                .put("uploaded", summary.uploaded())
                .put("unchanged", summary.unchanged())
                .put("excluded", summary.excluded())
                .put("deferred", summary.deferred())
                .put("failed", summary.failed())
                .put("vanished", summary.vanished())
                .put("conflicts", summary.conflicts())
                .put("replaced", summary.replaced())
                .put("deleted", summary.deleted())
                .put("bytes_uploaded", summary.bytesUploaded())
                .put("bytes_total", summary.bytesTotal())
                .put("verified", summary.verified())
                .put("mismatched", summary.mismatched())
                .put("duration_ms", summary.durationMillis())
                .put("requests", summary.requests())
                .buildOrThrow();
    }

    public static Map<String, Long> of(VerifySummary summary) {
        return ImmutableMap.<String, Long>builder()
                .put("checked", summary.checked())
                .put("verified", summary.verified())
                .put("unproven", summary.unproven())
                .put("missing", summary.missing())
                .put("differing", summary.differing())
                .put("failed", summary.failed())
                .put("unknown", summary.unknown())
                .put("bytes_read", summary.bytesRead())
                .put("duration_ms", summary.durationMillis())
                .put("requests", summary.requests())
                .buildOrThrow();
    }

    public static Map<String, Long> of(RestoreSummary summary) {
        return ImmutableMap.<String, Long>builder()
                .put("selected", summary.selected())
                .put("restored", summary.restored())
                .put("unchanged", summary.unchanged())
                .put("conflicts", summary.conflicts())
                .put("refused", summary.refused())
                .put("damaged", summary.damaged())
                .put("failed", summary.failed())
                .put("bytes_restored", summary.bytesRestored())
                .put("duration_ms", summary.durationMillis())
                .put("requests", summary.requests())
                .buildOrThrow();
    }
}
