package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The marks on what is to be deleted for its age. Thread-safe; what is written survives a power cut. */
public final class ExpiryMarks {
    static final String CREATE =
            "CREATE TABLE IF NOT EXISTS expiry_marks (path BLOB PRIMARY KEY, version TEXT NOT NULL,"
                    + " etag TEXT NOT NULL, at INTEGER NOT NULL, served INTEGER NOT NULL, locked INTEGER NOT NULL,"
                    + " sum INTEGER NOT NULL) WITHOUT ROWID";

    /** As a time until which something is locked: it is not. */
    private static final long NOT_LOCKED = 0;

    private final Database database;
    private final Object lock;

    ExpiryMarks(Database database, Object lock) {
        this.database = database;
        this.lock = lock;
    }

    public Optional<ExpiryMark> find(ObjectKey path) {
        synchronized (lock) {
            if (!isThere()) {
                return Optional.empty();
            }
            try (Rows rows = database.query(
                    "SELECT path, version, etag, at, served, locked, sum FROM expiry_marks WHERE path = ?",
                    (Object) path.utf8())) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    private static ExpiryMark read(Rows rows) {
        long locked = rows.number(6);
        ExpiryMark mark = new ExpiryMark(
                new ObjectKey(new String(rows.bytes(1), UTF_8)),
                rows.text(2),
                rows.text(3),
                Instant.ofEpochMilli(rows.number(4)),
                Instant.ofEpochMilli(rows.number(5)),
                locked == NOT_LOCKED ? null : Instant.ofEpochMilli(locked));
        if (RowSum.of(mark) != rows.number(7)) {
            throw rows.damaged("the checksum of a mark is wrong"); // a wrong time would delete too early
        }
        return mark;
    }

    /** Puts marks, each in the place of one that is there. */
    public void put(Collection<ExpiryMark> marks) {
        synchronized (lock) {
            database.batch("INSERT OR REPLACE INTO expiry_marks VALUES (?, ?, ?, ?, ?, ?, ?)", marks, (row, mark) -> {
                row.setBytes(1, mark.path().utf8());
                row.setString(2, mark.versionId());
                row.setString(3, mark.etag());
                row.setLong(4, mark.at().toEpochMilli());
                row.setLong(5, mark.servedAt().toEpochMilli());
                row.setLong(6, millis(mark.lockedUntil()));
                row.setLong(7, RowSum.of(mark));
            });
        }
    }

    static long millis(@Nullable Instant lockedUntil) {
        return lockedUntil == null ? NOT_LOCKED : lockedUntil.toEpochMilli();
    }

    /** Drops marks. */
    public void drop(Collection<ObjectKey> paths) {
        synchronized (lock) {
            database.batch(
                    "DELETE FROM expiry_marks WHERE path = ?",
                    paths,
                    (statement, path) -> statement.setBytes(1, path.utf8()));
        }
    }

    static void drop(Database database, ObjectKey path) {
        database.update("DELETE FROM expiry_marks WHERE path = ?", (Object) path.utf8());
    }

    /**
     * Returns what is marked, in the order of the paths.
     *
     * @param after only paths behind this one; null from the first
     */
    public List<ObjectKey> paths(@Nullable ObjectKey after, int limit) {
        List<ObjectKey> paths = new ArrayList<>();
        synchronized (lock) {
            try (Rows rows = isThere() ? select(after, limit) : database.query("SELECT 1 WHERE 0")) {
                while (rows.next()) {
                    paths.add(new ObjectKey(new String(rows.bytes(1), UTF_8)));
                }
            }
        }
        return paths;
    }

    private Rows select(@Nullable ObjectKey after, int limit) {
        return database.query(
                "SELECT path FROM expiry_marks WHERE path > ? ORDER BY path LIMIT ?",
                after == null ? new byte[0] : after.utf8(),
                limit);
    }

    /** Who only reads may meet a catalog that an older version has made. */
    private boolean isThere() {
        try (Rows rows = database.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'expiry_marks'")) {
            return rows.next();
        }
    }
}
