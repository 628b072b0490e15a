package io.cammanager.backup.core.sqlite;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The rows of a query as values, read forward one at a time. Whoever has it closes it. Not thread-safe. */
public final class Cursor<T> implements Iterator<T>, AutoCloseable {
    private final Rows rows;
    private final Function<Rows, T> reader;
    private boolean hasNext;

    /**
     * Makes one that closes the rows.
     *
     * @param reader makes a value of the row at hand
     */
    public Cursor(Rows rows, Function<Rows, T> reader) {
        this.rows = rows;
        this.reader = reader;
        this.hasNext = rows.next();
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    @Override
    public T next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        T value = reader.apply(rows);
        hasNext = rows.next();
        return value;
    }

    @Override
    public void close() {
        rows.close();
    }
}
