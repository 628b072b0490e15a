package io.cammanager.backup.core;

/**
 * Which bytes of one recording are wanted.
 *
 * @param path of the recording, relative to the prefix
 * @param offset of the first byte
 * @param length how many bytes at most, at least 1; {@link Long#MAX_VALUE} for all that follow
 */
public record ReadOptions(ObjectKey path, long offset, long length) {
    public ReadOptions {
        if (offset < 0) {
            throw new IllegalArgumentException("offset (" + offset + ") must not be negative");
        }
        if (length < 1) {
            throw new IllegalArgumentException("length (" + length + ") must be at least 1");
        }
    }

    /** All of a recording. */
    public static ReadOptions whole(ObjectKey path) {
        return new ReadOptions(path, 0, Long.MAX_VALUE);
    }

    public boolean isWhole() {
        return offset == 0 && length == Long.MAX_VALUE;
    }
}
