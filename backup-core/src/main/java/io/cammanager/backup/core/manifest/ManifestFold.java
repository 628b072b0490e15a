package io.cammanager.backup.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Change;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recordings that a chain of segments leaves, folded on disk. Not thread-safe. */
final class ManifestFold implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final String INSERT = "INSERT OR REPLACE INTO recordings VALUES (?, ?)";

    private final Database database;

    private ManifestFold(Database database) {
        this.database = database;
    }

    static ManifestFold empty(Path scratch) {
        Database database = Database.scratch(scratch);
        try {
            database.execute("CREATE TABLE recordings (path BLOB PRIMARY KEY, line TEXT) WITHOUT ROWID");
            return new ManifestFold(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Lays the changes of the next segment over what is here. */
    void add(Iterator<Change> changes) {
        List<Change> batch = new ArrayList<>(BATCH);
        while (changes.hasNext()) {
            batch.add(changes.next());
            if (batch.size() == BATCH || !changes.hasNext()) {
                database.batch(INSERT, batch, (statement, change) -> {
                    statement.setBytes(1, change.path().utf8());
                    statement.setString(2, change.row() == null ? null : ChangeLine.format(change));
                });
                batch.clear();
            }
        }
    }

    /** Returns what is left of one path; null when nothing is. */
    @Nullable CatalogRow find(ObjectKey path) {
        try (Recordings found = new Recordings(database.query(
                "SELECT path, line FROM recordings WHERE line IS NOT NULL AND path = ?", (Object) path.utf8()))) {
            return found.hasNext() ? found.next() : null;
        }
    }

    /** Returns what is left, in the order of the paths. */
    Recordings recordings() {
        return new Recordings(database.query("SELECT path, line FROM recordings WHERE line IS NOT NULL ORDER BY path"));
    }

    /** Recordings in the order of their paths. */
    static final class Recordings extends AbstractIterator<CatalogRow> implements AutoCloseable {
        private final Rows rows;

        private Recordings(Rows rows) {
            this.rows = rows;
        }

        @Override
        protected @Nullable CatalogRow computeNext() {
            if (!rows.next()) {
                return endOfData();
            }
            CatalogRow row = ChangeLine.parse(rows.text(2)).row();
            if (row == null || !row.path().equals(new ObjectKey(new String(rows.bytes(1), UTF_8)))) {
                throw rows.damaged("a row of the manifest is not the one that was put there");
            }
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
