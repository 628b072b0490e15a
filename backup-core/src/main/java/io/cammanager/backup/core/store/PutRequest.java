package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ObjectKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored where.
 *
 * @param metadata user metadata; names in lower case without {@code x-amz-meta-}, values in printable ASCII
 * @param contentType the MIME type, such as {@code video/mp4}
 * @param storageClass such as {@code GLACIER}; null for the default of the store
 */
public record PutRequest(
        ObjectKey key,
        Map<String, String> metadata,
        String contentType,
        Condition condition,
        @Nullable String storageClass) {
    /**
     * When the object may be stored, in the words of RFC 9110, section 13.1.
     *
     * @param ifMatch the ETag, without quotes, that the object must have in whose place this one goes; null for any or none
     * @param ifNoneMatch {@code *} when nothing may be there; null otherwise
     */
    public record Condition(
            @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        /** Whatever is there. */
        public static final Condition ALWAYS = new Condition(null, null);

        /** Only where nothing is. */
        public static final Condition IF_ABSENT = new Condition(null, "*");

        /** Only in the place of the object that has this ETag, given without quotes. */
        public static Condition ifMatch(String etag) {
            return new Condition(etag, null);
        }
    }

    public PutRequest {
        metadata = ImmutableMap.copyOf(metadata);
    }

    /** Stores in the default storage class of the store. */
    public PutRequest(ObjectKey key, Map<String, String> metadata, String contentType, Condition condition) {
        this(key, metadata, contentType, condition, null);
    }

    /** Returns the same for another key. */
    public PutRequest at(ObjectKey other) {
        return new PutRequest(other, metadata, contentType, condition, storageClass);
    }
}
