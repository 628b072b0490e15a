package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes are to be read of which object.
 *
 * @param versionId of a bucket that keeps versions; null for the latest
 * @param ifMatch the ETag, without quotes, of the only object that is wanted; null for any. A store that does not honour it
 *     tells another ETag in its answer
 * @param offset of the first byte, of the recording; it must be there, unless nothing but the whole is wanted
 * @param length how many bytes at most, at least 1; {@link #TO_THE_END} for all that follow
 */
public record ReadRequest(
        ObjectKey key, @Nullable String versionId, @Nullable String ifMatch, long offset, long length) {
    /** All bytes from the offset on. */
    public static final long TO_THE_END = Long.MAX_VALUE;

    public ReadRequest {
        if (offset < 0) {
            throw new IllegalArgumentException("offset (" + offset + ") must not be negative");
        }
        if (length < 1) {
            throw new IllegalArgumentException("length (" + length + ") must be at least 1");
        }
    }

    /** All of the latest object. */
    public static ReadRequest whole(ObjectKey key) {
        return new ReadRequest(key, null, null, 0, TO_THE_END);
    }

    /** The same bytes of a version; of the latest with null. */
    public ReadRequest ofVersion(@Nullable String version) {
        return new ReadRequest(key, version, ifMatch, offset, length);
    }

    /** The same bytes, of this object and no other. */
    public ReadRequest onlyIf(String etag) {
        return new ReadRequest(key, versionId, etag, offset, length);
    }

    /** Other bytes of the same object. */
    public ReadRequest range(long from, long count) {
        return new ReadRequest(key, versionId, ifMatch, from, count);
    }

    /** The same bytes under another key. */
    public ReadRequest at(ObjectKey other) {
        return new ReadRequest(other, versionId, ifMatch, offset, length);
    }

    public boolean isWhole() {
        return offset == 0 && length == TO_THE_END;
    }
}
