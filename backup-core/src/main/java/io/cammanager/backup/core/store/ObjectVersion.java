package io.cammanager.backup.core.store;

import java.time.Instant;

/**
 * One version of an object, or a delete marker.
 *
 * @param versionId {@code null} as a word for what was stored while versions were not kept
 * @param etag without quotes; empty for a delete marker
 */
public record ObjectVersion(String versionId, Kind kind, String etag, Instant lastModified) {
    /** What the version is. */
    public enum Kind {
        OBJECT,
        DELETE_MARKER
    }
}
