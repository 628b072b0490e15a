package io.cammanager.backup.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Utf8;

/**
 * The key of an object, or a recording's path under the prefix, in rclone's S3 encoding. Ordered as S3 orders keys: by
 * UTF-8 bytes, which is not the order of {@link String#compareTo} beyond the basic multilingual plane.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    /** S3's limit on the UTF-8 length of a key, in bytes. */
    public static final int MAX_BYTES = 1024;

    public ObjectKey {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("value must not be empty");
        }
    }

    /** Returns the length in UTF-8 bytes, which may exceed {@link #MAX_BYTES}: such a key cannot be sent. */
    public int utf8Length() {
        return Utf8.encodedLength(value);
    }

    public byte[] utf8() {
        return value.getBytes(UTF_8);
    }

    /** Returns the last segment of the key. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** Returns the first segment, the camera, or an empty string for a key without a slash. */
    public String camera() {
        int slash = value.indexOf('/');
        return slash < 0 ? "" : value.substring(0, slash);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return compareUtf8(value, other.value);
    }

    /** Compares two well-formed strings as their UTF-8 bytes compare. */
    public static int compareUtf8(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point above every other char, so it sorts last.
                boolean aSurrogate = Character.isSurrogate(a);
                boolean bSurrogate = Character.isSurrogate(b);
                if (aSurrogate != bSurrogate) {
                    return aSurrogate ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
