package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a restore: {@code selected = restored + unchanged + conflicts + refused + damaged + thawing + failed}.
 *
 * @param unproven part of the restored: there was no hash to compare their bytes with
 */
public record RestoreSummary(
        long selected,
        long restored,
        long unproven,
        long unchanged,
        long conflicts,
        long refused,
        long damaged,
        long thawing,
        long failed,
        long bytesRestored,
        long durationMillis,
        long requests) {
    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("selected", selected())
                .put("restored", restored())
                .put("unproven", unproven())
                .put("unchanged", unchanged())
                .put("conflicts", conflicts())
                .put("refused", refused())
                .put("damaged", damaged())
                .put("thawing", thawing())
                .put("failed", failed())
                .put("bytes_restored", bytesRestored())
                .put("duration_ms", durationMillis())
                .put("requests", requests())
                .buildOrThrow();
    }
}
