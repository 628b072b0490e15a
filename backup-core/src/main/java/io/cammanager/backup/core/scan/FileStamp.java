package io.cammanager.backup.core.scan;

/**
 * What tells one state of a file from another without reading it. The change time catches what a rewritten modification
 * time hides.
 *
 * @param size in bytes, 0 or more
 * @param mtimeNanos modification time, nanoseconds since 1970
 * @param ctimeNanos change time of the inode, nanoseconds since 1970; the modification time where there is none
 * @param inode 0 where the file system has none
 */
public record FileStamp(long size, long mtimeNanos, long ctimeNanos, long inode) {
    public FileStamp {
        if (size < 0) {
            throw new IllegalArgumentException("size (" + size + ") must be 0 or more");
        }
    }
}
