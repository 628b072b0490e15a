package io.cammanager.backup.core.catalog;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of the catalog in the order of their keys, as they stood at the first one. Not thread-safe. */
public final class CatalogCursor extends AbstractIterator<CatalogRow> implements AutoCloseable {
    private final Rows rows;
    private final Database database;

    CatalogCursor(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    protected @Nullable CatalogRow computeNext() {
        return rows.next() ? CatalogRows.read(rows) : endOfData();
    }

    @Override
    public void close() {
        rows.close();
        database.close();
    }
}
