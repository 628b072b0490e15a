package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The table of when the content of a recording was last read back. What was read before the recording was last confirmed was
 * another object, and what was read in the future was read by a wrong clock, or never written so: neither counts.
 */
final class ReadRows {
    static final String CREATE =
            "CREATE TABLE IF NOT EXISTS reads (path BLOB PRIMARY KEY, at INTEGER NOT NULL)" + " WITHOUT ROWID";

    private static final String MARK =
            "INSERT OR REPLACE INTO reads SELECT path, ? FROM files WHERE path = ? AND etag IS NOT NULL";
    private static final String CONFIRMED = " FROM files LEFT JOIN reads ON reads.path = files.path"
            + " AND reads.at BETWEEN files.confirmed_at AND ? WHERE files.etag IS NOT NULL";
    private static final String COVERAGE = "SELECT count(*), count(*) - count(reads.at), min(reads.at),"
            + " min(CASE WHEN reads.at IS NULL THEN files.confirmed_at END)" + CONFIRMED;
    private static final String OLDEST =
            "SELECT files.path" + CONFIRMED + " ORDER BY coalesce(reads.at, 0), files.path";

    private ReadRows() {}

    /** Notes, in one transaction, that these were read; what is not confirmed is passed over. */
    static void mark(Database database, Collection<ObjectKey> paths, Instant at) {
        database.execute(CREATE); // an older catalog has no such table
        database.batch(MARK, paths, (statement, path) -> {
            statement.setLong(1, at.toEpochMilli());
            statement.setBytes(2, path.utf8());
        });
    }

    static void drop(Database database, ObjectKey path) {
        database.update("DELETE FROM reads WHERE path = ?", (Object) path.utf8());
    }

    static Coverage coverage(Database database, Instant now) {
        try (Rows rows = isThere(database)
                ? database.query(COVERAGE, now.toEpochMilli())
                : database.query(
                        "SELECT count(*), count(*), NULL, min(confirmed_at) FROM files WHERE etag IS NOT NULL")) {
            rows.next();
            long confirmed = rows.number(1);
            long neverRead = rows.number(2);
            return new Coverage(
                    confirmed,
                    neverRead,
                    confirmed == neverRead ? null : Instant.ofEpochMilli(rows.number(3)),
                    neverRead == 0 ? null : Instant.ofEpochMilli(rows.number(4)),
                    now);
        }
    }

    /** Returns the paths that were read the longest ago, those that never were first. */
    static List<ObjectKey> oldest(Database database, Predicate<ObjectKey> wanted, long limit, Instant now) {
        List<ObjectKey> paths = new ArrayList<>();
        try (Rows rows = isThere(database)
                ? database.query(OLDEST, now.toEpochMilli())
                : database.query("SELECT path FROM files WHERE etag IS NOT NULL ORDER BY path")) {
            while (paths.size() < limit && rows.next()) {
                ObjectKey key = new ObjectKey(new String(rows.bytes(1), UTF_8));
                if (wanted.test(key)) {
                    paths.add(key);
                }
            }
        }
        return paths;
    }

    private static boolean isThere(Database database) {
        try (Rows rows = database.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'reads'")) {
            return rows.next();
        }
    }
}
