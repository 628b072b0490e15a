package io.cammanager.backup.core.scan;

import java.util.Iterator;

/** The entries of one directory in the order of their keys. */
interface SortedSiblings extends Iterator<Sibling>, AutoCloseable {
    @Override
    void close();
}
