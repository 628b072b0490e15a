package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;
import java.util.Map;

/**
 * What a HEAD tells of an object.
 *
 * @param etag without quotes
 * @param metadata user metadata, names in lower case without {@code x-amz-meta-}
 */
public record ObjectInfo(ObjectKey key, long size, String etag, Instant lastModified, Map<String, String> metadata) {
    public ObjectInfo {
        metadata = ImmutableMap.copyOf(metadata);
    }
}
