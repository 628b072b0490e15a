package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user metadata of a recording: rclone's {@code mtime} and {@code md5chksum}, and our {@code cm-id} and
 * {@code cm-sha256}. What is absent or unreadable in an object of another origin is null.
 *
 * @param mtimeNanos modification time of the file, nanoseconds since 1970
 * @param md5 of the stored bytes; rclone needs it for objects sent in parts
 * @param uploadId random, one for each upload attempt
 * @param sha256 of the plain bytes
 */
public record RecordingMetadata(
        @Nullable Long mtimeNanos,
        @Nullable HashCode md5,
        @Nullable String uploadId,
        @Nullable HashCode sha256) {
    private static final String MTIME = "mtime";
    private static final String MD5 = "md5chksum";
    private static final String UPLOAD_ID = "cm-id";
    private static final String SHA256 = "cm-sha256";

    /** Never sent and never read from a store: no header can have this name. */
    private static final String ENCRYPTED_MARK = "encrypted mark";

    public Map<String, String> toMap() {
        ImmutableMap.Builder<String, String> map = ImmutableMap.builder();
        if (mtimeNanos != null) {
            map.put(MTIME, formatMtime(mtimeNanos));
        }
        if (md5 != null) {
            map.put(MD5, BaseEncoding.base64().encode(md5.asBytes()));
        }
        if (uploadId != null) {
            map.put(UPLOAD_ID, uploadId);
        }
        if (sha256 != null) {
            map.put(SHA256, sha256.toString());
        }
        return map.buildOrThrow();
    }

    /**
     * Reads what an object tells of the recording in it. What it tells of stored bytes is nothing that plain bytes can be
     * compared with, so of an encrypted object both hashes are null.
     */
    public static RecordingMetadata of(ObjectInfo info) {
        RecordingMetadata stored = asStored(info);
        return isEncrypted(info) ? new RecordingMetadata(stored.mtimeNanos, null, stored.uploadId, null) : stored;
    }

    /** Says whether the object is encrypted, as the layer that decrypts it has marked. */
    public static boolean isEncrypted(ObjectInfo info) {
        return info.metadata().containsKey(ENCRYPTED_MARK);
    }

    /** Returns the metadata with the mark of an encrypted object. */
    public static Map<String, String> markEncrypted(Map<String, String> metadata) {
        return ImmutableMap.<String, String>builder()
                .putAll(metadata)
                .put(ENCRYPTED_MARK, "yes")
                .buildKeepingLast();
    }

    /** Reads what is there, of the stored bytes; a value that is not of its form counts as absent, since anyone may have written it. */
    public static RecordingMetadata asStored(ObjectInfo info) {
        Map<String, String> map = info.metadata();
        return new RecordingMetadata(
                parseMtime(map.get(MTIME)), parseMd5(map.get(MD5)), map.get(UPLOAD_ID), parseSha256(map.get(SHA256)));
    }

    /** Returns the MD5 that an ETag has the form of, or null; whether it is one, the store decides. */
    public static @Nullable HashCode md5OfEtag(String etag) {
        return etag.matches("[0-9a-f]{32}") ? HashCode.fromString(etag) : null;
    }

    /** Writes nanoseconds as rclone does: decimal seconds, no trailing zeros, no exponent. */
    static String formatMtime(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return (seconds.scale() < 0 ? seconds.setScale(0) : seconds).toPlainString();
    }

    static @Nullable Long parseMtime(@Nullable String text) {
        if (text == null || !text.matches("-?[0-9]{1,11}(\\.[0-9]{1,9})?")) {
            return null;
        }
        try {
            return new BigDecimal(text).movePointRight(9).longValueExact();
        } catch (ArithmeticException e) {
            return null; // beyond the year 2262: not a time that a file has
        }
    }

    private static @Nullable HashCode parseMd5(@Nullable String text) {
        if (text == null || !text.matches("[A-Za-z0-9+/]{22}==")) {
            return null;
        }
        return BaseEncoding.base64().canDecode(text)
                ? HashCode.fromBytes(BaseEncoding.base64().decode(text))
                : null;
    }

    private static @Nullable HashCode parseSha256(@Nullable String text) {
        return text != null && text.matches("[0-9a-f]{64}") ? HashCode.fromString(text) : null;
    }
}
