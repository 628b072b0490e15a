package io.cammanager.backup.core;

/** How much of a disk should be free. */
public sealed interface FreeSpace {
    /** Returns the bytes that should be free of a disk of that many. */
    long bytesOf(long totalBytes);

    /**
     * A part of the disk.
     *
     * @param percent 0 to 100
     */
    record Percent(int percent) implements FreeSpace {
        @Override
        public long bytesOf(long totalBytes) {
            return Math.round(totalBytes / 100.0 * percent);
        }
    }

    /** The same on every disk. */
    record Bytes(long bytes) implements FreeSpace {
        @Override
        public long bytesOf(long totalBytes) {
            return bytes;
        }
    }
}
