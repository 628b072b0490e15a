package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ObjectKey;
import java.util.Map;

/**
 * What is stored where.
 *
 * @param metadata user metadata; names in lower case without {@code x-amz-meta-}, values in printable ASCII
 * @param contentType the MIME type, such as {@code video/mp4}
 */
public record PutRequest(ObjectKey key, Map<String, String> metadata, String contentType, Condition condition) {
    /** When the object may be stored. */
    public enum Condition {
        ALWAYS,
        IF_ABSENT
    }

    public PutRequest {
        metadata = ImmutableMap.copyOf(metadata);
    }
}
