package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That one object is to be deleted for its age, once it has been marked for long enough.
 *
 * @param path below the prefix
 * @param versionId {@code null} as a word where it has none
 * @param etag without quotes
 * @param at when it was marked, by the clock of this machine
 * @param servedAt the same by that of the store
 * @param lockedUntil until when the store refuses to delete it, by its own clock; null when it is not known to
 */
public record ExpiryMark(
        ObjectKey path,
        String versionId,
        String etag,
        Instant at,
        Instant servedAt,
        @Nullable Instant lockedUntil) {
    /** Returns the same mark on what the store refuses to delete before then. */
    public ExpiryMark lockedUntil(Instant until) {
        return new ExpiryMark(path, versionId, etag, at, servedAt, until);
    }
}
