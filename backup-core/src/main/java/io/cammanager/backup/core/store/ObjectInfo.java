package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a HEAD tells of an object.
 *
 * @param size in bytes, of the recording; {@link #CORRUPT_SIZE} where no recording can have what is stored
 * @param etag without quotes
 * @param metadata user metadata, names in lower case without {@code x-amz-meta-}
 * @param versionId of a bucket that keeps or kept versions; null where the store tells none
 * @param cold where it lies, if it cannot be read there, as far as the store tells; null where it can
 */
public record ObjectInfo(
        ObjectKey key,
        long size,
        String etag,
        Instant lastModified,
        Map<String, String> metadata,
        @Nullable String versionId,
        @Nullable ColdStorage cold) {
    /** The size of an encrypted object whose stored size is that of no encrypted file. Equal to no real size. */
    public static final long CORRUPT_SIZE = -1;

    public ObjectInfo {
        metadata = ImmutableMap.copyOf(metadata);
    }

    /** Makes what is known of an object that can be read. */
    public ObjectInfo(
            ObjectKey key,
            long size,
            String etag,
            Instant lastModified,
            Map<String, String> metadata,
            @Nullable String versionId) {
        this(key, size, etag, lastModified, metadata, versionId, null);
    }

    /** Makes what is known of an object in a bucket without versions. */
    public ObjectInfo(ObjectKey key, long size, String etag, Instant lastModified, Map<String, String> metadata) {
        this(key, size, etag, lastModified, metadata, null);
    }
}
