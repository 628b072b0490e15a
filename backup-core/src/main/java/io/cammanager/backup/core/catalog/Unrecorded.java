package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was confirmed or removed and is not yet written down in the bucket. The database itself notes it, in the transaction that
 * makes it so: nothing can change without being noted. Thread-safe.
 */
public final class Unrecorded {
    /** Numbers are never used twice, so that what is noted while others are being written down is not cleared with them. */
    static final String CREATE = "CREATE TABLE IF NOT EXISTS unrecorded"
            + " (number INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE);"
            + trigger("note_new", "INSERT", "NEW")
            + trigger("note_again", "UPDATE", "NEW")
            + trigger("note_gone", "DELETE", "OLD");

    private static final String SELECT = "SELECT f.path, size, mtime, ctime, inode, seen, sum, etag, sha256, upload_id,"
            + " proof, confirmed_at, CASE WHEN f.path IS NULL THEN u.path END FROM unrecorded u LEFT JOIN files f"
            + " ON f.path = u.path AND f.etag IS NOT NULL WHERE u.number <= ? ORDER BY u.path";
    private static final int REMOVED_PATH = 13;

    private final Database database;
    private final Object lock;
    private final Supplier<Database> readers;

    Unrecorded(Database database, Object lock, Supplier<Database> readers) {
        this.database = database;
        this.lock = lock;
        this.readers = readers;
    }

    private static String trigger(String name, String event, String row) {
        return "CREATE TRIGGER IF NOT EXISTS " + name + " AFTER " + event + " ON files WHEN " + row
                + ".etag IS NOT NULL BEGIN INSERT OR REPLACE INTO unrecorded (path) VALUES (" + row + ".path); END;";
    }

    /** Returns the number of the last change; 0 when there is none. */
    public long last() {
        synchronized (lock) {
            if (!isThere()) {
                return 0;
            }
            try (Rows rows = database.query("SELECT coalesce(max(number), 0) FROM unrecorded")) {
                return rows.next() ? rows.number(1) : 0;
            }
        }
    }

    /** Says whether the recording was removed from the bucket, and that is not written down there. */
    public boolean isRemoved(ObjectKey path) {
        synchronized (lock) {
            if (!isThere()) {
                return false;
            }
            try (Rows rows = database.query(
                    "SELECT 1 FROM unrecorded WHERE path = ? AND NOT EXISTS"
                            + " (SELECT 1 FROM files WHERE path = ? AND etag IS NOT NULL)",
                    path.utf8(),
                    path.utf8())) {
                return rows.next();
            }
        }
    }

    /** Who only reads may meet a catalog that an older version has made. */
    private boolean isThere() {
        try (Rows rows = database.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'unrecorded'")) {
            return rows.next();
        }
    }

    /** Returns the changes up to a number, in the order of their paths. */
    public Cursor upTo(long number) {
        Database reader = readers.get();
        return new Cursor(reader, reader.query(SELECT, number));
    }

    /** Forgets the changes up to a number: they are written down. */
    public void clear(long number) {
        synchronized (lock) {
            database.update("DELETE FROM unrecorded WHERE number <= ?", number);
        }
    }

    /** Takes over rows that are written down in the bucket; what is noted of them is cleared. */
    public void adopt(Iterable<CatalogRow> rows) {
        synchronized (lock) {
            long before = last();
            database.batch(CatalogRows.CONFIRM, rows, CatalogRows::bindConfirmed);
            database.update("DELETE FROM unrecorded WHERE number > ?", before);
        }
    }

    /** Changes, as they stood at the first one. Not thread-safe. */
    public static final class Cursor extends AbstractIterator<Change> implements AutoCloseable {
        private final Database database;
        private final Rows rows;

        private Cursor(Database database, Rows rows) {
            this.database = database;
            this.rows = rows;
        }

        @Override
        protected @Nullable Change computeNext() {
            if (!rows.next()) {
                return endOfData();
            }
            byte @Nullable [] removed = rows.nullableBytes(REMOVED_PATH);
            return removed == null
                    ? Change.put(CatalogRows.read(rows))
                    : new Change(new ObjectKey(new String(removed, UTF_8)), null);
        }

        @Override
        public void close() {
            rows.close();
            database.close();
        }
    }
}
