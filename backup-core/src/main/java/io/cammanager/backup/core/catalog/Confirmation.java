package io.cammanager.backup.core.catalog;

import com.google.common.hash.HashCode;
import org.jspecify.annotations.Nullable;

/**
 * That a recording is in the bucket.
 *
 * @param etag of the object, without quotes
 * @param sha256 of the plain bytes; null when an adopted object tells none
 * @param uploadId the object's {@code cm-id}; null when it has none
 * @param atMillis when it was confirmed, milliseconds since 1970
 */
public record Confirmation(
        String etag, @Nullable HashCode sha256, @Nullable String uploadId, Proof proof, long atMillis) {}
