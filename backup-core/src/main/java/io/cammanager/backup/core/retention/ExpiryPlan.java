package io.cammanager.backup.core.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Cursor;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;

/** What is old enough to go by what is known without a look at each object, on disk. Not thread-safe. */
public final class ExpiryPlan implements AutoCloseable {
    /** What is to be done about an object. */
    enum Step {
        /** It was marked for long enough. */
        DELETE,
        /** It is not marked. */
        MARK,
        /** It was marked not long ago. */
        WAIT,
        /** The store refuses to delete it for now. */
        LEAVE_LOCKED,
        /** It is the newest of its camera. */
        SPARE
    }

    /** What an object is. */
    enum Kind {
        RECORDING,
        /** Put aside when it was replaced or removed. */
        KEPT_COPY
    }

    /**
     * One object.
     *
     * @param path below the prefix
     * @param size in bytes, as it was confirmed or listed
     * @param time what it is sorted by: the oldest goes first
     */
    record Entry(ObjectKey path, Kind kind, long size, Instant time, Step step) {}

    private final Database database;

    /** Makes an empty plan in a temporary file of this directory, which is there. */
    public ExpiryPlan(Path scratch) {
        database = Database.scratch(scratch);
        database.execute("CREATE TABLE expiring (path BLOB PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL,"
                + " time INTEGER NOT NULL, step TEXT NOT NULL) WITHOUT ROWID;"
                + "CREATE INDEX by_step ON expiring (step, time, path)");
    }

    void add(Collection<Entry> entries) {
        database.batch("INSERT OR REPLACE INTO expiring VALUES (?, ?, ?, ?, ?)", entries, (row, entry) -> {
            row.setBytes(1, entry.path().utf8());
            row.setString(2, entry.kind().name());
            row.setLong(3, entry.size());
            row.setLong(4, entry.time().toEpochMilli());
            row.setString(5, entry.step().name());
        });
    }

    /** Lets these stay, as far as they are in the plan. */
    void spare(Collection<ObjectKey> paths) {
        database.batch("UPDATE expiring SET step = ? WHERE path = ?", paths, (row, path) -> {
            row.setString(1, Step.SPARE.name());
            row.setBytes(2, path.utf8());
        });
    }

    long count(Step step) {
        try (Rows rows = database.query("SELECT count(*) FROM expiring WHERE step = ?", step.name())) {
            return rows.next() ? rows.number(1) : 0;
        }
    }

    /** Says whether the object is to go now or later. */
    boolean holds(ObjectKey path) {
        try (Rows rows =
                database.query("SELECT 1 FROM expiring WHERE path = ? AND step <> ?", path.utf8(), Step.SPARE.name())) {
            return rows.next();
        }
    }

    /** Returns the objects of one step, the oldest first; the caller closes it. */
    Cursor<Entry> entries(Step step) {
        return new Cursor<>(
                database.query(
                        "SELECT path, kind, size, time, step FROM expiring WHERE step = ? ORDER BY time, path",
                        step.name()),
                ExpiryPlan::entry);
    }

    private static Entry entry(Rows rows) {
        return new Entry(
                new ObjectKey(new String(rows.bytes(1), UTF_8)),
                Kind.valueOf(rows.text(2)),
                rows.number(3),
                Instant.ofEpochMilli(rows.number(4)),
                Step.valueOf(rows.text(5)));
    }

    @Override
    public void close() {
        database.close();
    }
}
