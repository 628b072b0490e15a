package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows of the catalog in the order of their keys, as they stood at the first one. Not thread-safe. */
public final class CatalogCursor implements Iterator<CatalogRow>, AutoCloseable {
    private final Rows rows;
    private final Database database;
    private @Nullable CatalogRow next;

    CatalogCursor(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        if (next == null && rows.next()) {
            next = CatalogRows.read(rows);
        }
        return next != null;
    }

    @Override
    public CatalogRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        CatalogRow result = next;
        next = null;
        return result;
    }

    @Override
    public void close() {
        rows.close();
        database.close();
    }
}
