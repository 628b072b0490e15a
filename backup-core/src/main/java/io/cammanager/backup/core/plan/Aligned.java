package io.cammanager.backup.core.plan;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.cammanager.backup.core.ObjectKey;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One side of a merge: rows in the order of their keys, asked for keys that rise. Not thread-safe. */
public final class Aligned<T> {
    private final PeekingIterator<T> rows;
    private final Function<T, ObjectKey> key;

    public Aligned(Iterator<T> rows, Function<T, ObjectKey> key) {
        this.rows = Iterators.peekingIterator(rows);
        this.key = key;
    }

    /** Returns the row at the key, or null; passes over the rows before it. */
    public @Nullable T at(ObjectKey wanted) {
        while (rows.hasNext()) {
            int order = key.apply(rows.peek()).compareTo(wanted);
            if (order > 0) {
                return null;
            }
            T row = rows.next();
            if (order == 0) {
                return row;
            }
        }
        return null;
    }

    /** Reads all that is left, for whatever the rows' own iterator may find wrong with it. */
    public void finish() {
        while (rows.hasNext()) {
            rows.next();
        }
    }
}
