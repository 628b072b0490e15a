package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a copy of a bucket:
 * {@code examined = copied + unchanged + gone + changed + conflicts + damaged + missing + failed}.
 *
 * @param copied objects that were copied, or would be in a dry run
 * @param serverSide part of the copied: the store made these copies by itself, no byte of them came here
 * @param unproven part of the copied: recordings that neither the catalog nor the manifest knows, so that only their own
 *     metadata, if any, speaks for them
 * @param bytesCopied their sizes as they are stored
 * @param requests to both stores
 */
public record MirrorSummary(
        long examined,
        long copied,
        long unchanged,
        long gone,
        long changed,
        long conflicts,
        long damaged,
        long missing,
        long failed,
        long serverSide,
        long unproven,
        long bytesCopied,
        long durationMillis,
        long requests) {
    /** Returns the counts by the names that they have in JSON, in the order of this record. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("examined", examined)
                .put("copied", copied)
                .put("unchanged", unchanged)
                .put("gone", gone)
                .put("changed", changed)
                .put("conflicts", conflicts)
                .put("damaged", damaged)
                .put("missing", missing)
                .put("failed", failed)
                .put("server_side", serverSide)
                .put("unproven", unproven)
                .put("bytes_copied", bytesCopied)
                .put("duration_ms", durationMillis)
                .put("requests", requests)
                .buildOrThrow();
    }
}
