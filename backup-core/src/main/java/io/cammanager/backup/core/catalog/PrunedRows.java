package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.time.Instant;

/** The table of the recordings whose files were deleted here on purpose. */
final class PrunedRows {
    static final String CREATE = "CREATE TABLE IF NOT EXISTS pruned (path BLOB PRIMARY KEY, at INTEGER NOT NULL,"
            + " sum INTEGER NOT NULL) WITHOUT ROWID";

    private static final String ANY_ELSE = "SELECT 1 FROM files WHERE etag IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM pruned WHERE pruned.path = files.path) LIMIT 1";

    private PrunedRows() {}

    static void add(Database database, ObjectKey path, Instant at) {
        long millis = at.toEpochMilli();
        database.update(
                "INSERT OR REPLACE INTO pruned VALUES (?, ?, ?)", path.utf8(), millis, RowSum.of(path.utf8(), millis));
    }

    static void drop(Database database, ObjectKey path) {
        database.update("DELETE FROM pruned WHERE path = ?", (Object) path.utf8());
    }

    static boolean holds(Database database, ObjectKey path) {
        if (!isThere(database)) {
            return false;
        }
        try (Rows rows = database.query("SELECT at, sum FROM pruned WHERE path = ?", (Object) path.utf8())) {
            if (!rows.next()) {
                return false;
            }
            if (RowSum.of(path.utf8(), rows.number(1)) != rows.number(2)) {
                throw rows.damaged("the checksum of a pruned file is wrong");
            }
            return true;
        }
    }

    /** Says whether there are any, and nothing that is confirmed is none. */
    static boolean isAll(Database database) {
        return isThere(database) && hasRow(database, "SELECT 1 FROM pruned LIMIT 1") && !hasRow(database, ANY_ELSE);
    }

    /** Who only reads may meet a catalog that an older version has made. */
    private static boolean isThere(Database database) {
        return hasRow(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'pruned'");
    }

    private static boolean hasRow(Database database, String sql) {
        try (Rows rows = database.query(sql)) {
            return rows.next();
        }
    }
}
