package io.cammanager.backup.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.SyncOptions.Order;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one run, on disk: everything but the files that are simply unchanged. Written by the units of the scan, read
 * as a whole by the guards, drained by the transfer. Kept in the order in which it is drained, so that nothing needs to be
 * sorted when there are millions of rows. Writing is thread-safe; reading follows when all is written.
 */
public final class PlanTable implements AutoCloseable {
    private static final String CREATE =
            "CREATE TABLE plan (age INTEGER NOT NULL, path BLOB NOT NULL, unit TEXT NOT NULL,"
                    + " size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,"
                    + " action TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT, PRIMARY KEY (age, path)) WITHOUT ROWID";
    private static final String INSERT = "INSERT OR REPLACE INTO plan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT path, size, mtime, ctime, inode, action, reason, detail FROM plan";

    private final Database database;

    /** Makes an empty plan in a file of its own in the directory, removed on close. */
    public PlanTable(Path scratch) {
        database = Database.scratch(scratch);
        database.execute(CREATE);
    }

    /** Adds rows of one unit of the scan. */
    public synchronized void add(String unit, Collection<PlannedFile> files) {
        database.batch(INSERT, files, (statement, file) -> {
            statement.setLong(1, age(file));
            statement.setBytes(2, file.path().utf8());
            statement.setString(3, unit);
            statement.setLong(4, file.stamp().size());
            statement.setLong(5, file.stamp().mtimeNanos());
            statement.setLong(6, file.stamp().ctimeNanos());
            statement.setLong(7, file.stamp().inode());
            statement.setString(8, file.decision().action().name());
            statement.setString(9, file.decision().reason().name());
            statement.setString(10, file.detail());
        });
    }

    /** Takes the rows of a unit back, so that it can be planned anew. */
    public synchronized void discard(String unit) {
        database.update("DELETE FROM plan WHERE unit = ?", unit);
    }

    /** What an action amounts to over the whole plan. */
    public record Total(long files, long bytes) {
        /** Returns both together. */
        public Total and(Total other) {
            return new Total(files + other.files, bytes + other.bytes);
        }
    }

    /** Adds up the rows of one action. */
    public synchronized Total total(Action action) {
        try (Rows rows = database.query("SELECT count(*), total(size) FROM plan WHERE action = ?", action.name())) {
            rows.next();
            return new Total(rows.number(1), rows.number(2));
        }
    }

    /** Returns how many rows have this reason. */
    public synchronized long count(Reason reason) {
        try (Rows rows = database.query("SELECT count(*) FROM plan WHERE reason = ?", reason.name())) {
            rows.next();
            return rows.number(1);
        }
    }

    /** Returns the paths of some rows with this reason, the oldest recordings first. */
    public synchronized List<ObjectKey> first(Reason reason, int limit) {
        List<ObjectKey> paths = new ArrayList<>();
        try (Rows rows = database.query(
                "SELECT path FROM plan WHERE reason = ? ORDER BY age, path LIMIT ?", reason.name(), limit)) {
            while (rows.next()) {
                paths.add(new ObjectKey(new String(rows.bytes(1), UTF_8)));
            }
        }
        return paths;
    }

    /** Returns how many rows there are. */
    public synchronized long size() {
        try (Rows rows = database.query("SELECT count(*) FROM plan")) {
            rows.next();
            return rows.number(1);
        }
    }

    /** Returns the rows, by the age of their recordings. The cursor belongs to one thread. */
    public Cursor inOrder(Order order) {
        String direction = order == Order.OLDEST ? "ASC" : "DESC";
        return new Cursor(database.query(SELECT + " ORDER BY age " + direction + ", path " + direction));
    }

    /** A recording's name tells when it started; what tells nothing goes by its time. */
    private static long age(PlannedFile file) {
        LocalDateTime start = RecordingName.startOf(file.path().name());
        return start == null
                ? TimeUnit.NANOSECONDS.toSeconds(file.stamp().mtimeNanos())
                : start.toEpochSecond(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        database.close();
    }

    /** The rows of a plan. */
    public static final class Cursor implements Iterator<PlannedFile>, AutoCloseable {
        private final Rows rows;
        private final Iterator<PlannedFile> files;

        private Cursor(Rows rows) {
            this.rows = rows;
            this.files = new AbstractIterator<>() {
                @Override
                protected @Nullable PlannedFile computeNext() {
                    return rows.next() ? read(rows) : endOfData();
                }
            };
        }

        private static PlannedFile read(Rows rows) {
            return new PlannedFile(
                    new ObjectKey(new String(rows.bytes(1), UTF_8)),
                    new FileStamp(rows.number(2), rows.number(3), rows.number(4), rows.number(5)),
                    new Decision(Action.valueOf(rows.text(6)), Reason.valueOf(rows.text(7))),
                    rows.nullableText(8));
        }

        @Override
        public boolean hasNext() {
            return files.hasNext();
        }

        @Override
        public PlannedFile next() {
            return files.next();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
