package io.cammanager.backup.core.scan;

import io.cammanager.backup.core.ObjectKey;

/**
 * An entry of one directory.
 *
 * @param segment the entry's name as a segment of a key; a directory's ends in {@code /}, so that siblings in the order of
 *     this name give keys in order
 */
record Sibling(String segment, FileStat stat) implements Comparable<Sibling> {
    @Override
    public int compareTo(Sibling other) {
        return ObjectKey.compareUtf8(segment, other.segment);
    }

    /** Returns the name without the mark of a directory. */
    String name() {
        return segment.endsWith("/") ? segment.substring(0, segment.length() - 1) : segment;
    }
}
