package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The counts of a run that deletes what is too old: {@code examined} is the sum of what became of each object.
 *
 * @param unmarked marks that were dropped, since what they are on is no longer to go
 * @param bytesDeleted the sizes of what was deleted, or would be in a dry run
 */
public record ExpirySummary(
        Map<ExpiryResult, Long> results, long unmarked, long bytesDeleted, long durationMillis, long requests) {
    public ExpirySummary {
        results = ImmutableMap.copyOf(results);
    }

    /** Returns how many ended like this. */
    public long of(ExpiryResult result) {
        return results.getOrDefault(result, 0L);
    }

    public long examined() {
        return results.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many were deleted, or would be in a dry run. */
    public long deleted() {
        return of(ExpiryResult.DELETED) + of(ExpiryResult.PLANNED);
    }

    /** Returns how many are not in the bucket as they were confirmed. */
    public long mismatched() {
        return of(ExpiryResult.MISSING) + of(ExpiryResult.DIFFERS);
    }

    /** Returns the counts by the names that they have in JSON. */
    public Map<String, Long> counts() {
        return ImmutableMap.<String, Long>builder()
                .put("examined", examined())
                .put("deleted", deleted())
                .put("gone", of(ExpiryResult.GONE))
                .put("marked", of(ExpiryResult.MARKED))
                .put("waiting", of(ExpiryResult.WAITING))
                .put("locked", of(ExpiryResult.LOCKED))
                .put("young", of(ExpiryResult.YOUNG))
                .put("newest", of(ExpiryResult.NEWEST))
                .put("still_here", of(ExpiryResult.STILL_HERE))
                .put("unproven", of(ExpiryResult.UNPROVEN))
                .put("changed", of(ExpiryResult.CHANGED))
                .put("missing", of(ExpiryResult.MISSING))
                .put("differing", of(ExpiryResult.DIFFERS))
                .put("failed", of(ExpiryResult.FAILED))
                .put("unmarked", unmarked)
                .put("bytes_deleted", bytesDeleted)
                .put("duration_ms", durationMillis)
                .put("requests", requests)
                .buildOrThrow();
    }
}
