package io.cammanager.backup.core.prune;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.sqlite.Cursor;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The confirmed files that are here and old enough to be deleted, on disk, the oldest recording first. A file whose name tells
 * no time is never among them, nor one that is younger than its name says. Not thread-safe.
 */
public final class PrunePlan implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Database database;

    /** Makes an empty plan in a temporary file of this directory, which is there. */
    public PrunePlan(Path scratch) {
        database = Database.scratch(scratch);
        database.execute("CREATE TABLE candidates (start INTEGER NOT NULL, path BLOB NOT NULL, size INTEGER NOT NULL,"
                + " PRIMARY KEY (start, path)) WITHOUT ROWID");
    }

    /**
     * How old is old enough.
     *
     * @param name a recording must have started before this, in the recorder's local time
     * @param modifiedMillis and must have been changed last before this, milliseconds since 1970
     */
    public record Before(LocalDateTime name, long modifiedMillis) {
        private boolean includes(CatalogRow row) {
            LocalDateTime start = RecordingName.startOf(row.path().name());
            return start != null
                    && start.isBefore(name)
                    && TimeUnit.NANOSECONDS.toMillis(row.stamp().mtimeNanos()) < modifiedMillis;
        }
    }

    /**
     * Fills the plan.
     *
     * @param here says whether a path is this job's concern and there may be a file at it
     */
    public void fill(CatalogCursor rows, Before before, Predicate<ObjectKey> here) {
        List<CatalogRow> batch = new ArrayList<>();
        while (rows.hasNext()) {
            CatalogRow row = rows.next();
            if (row.isConfirmed() && before.includes(row) && here.test(row.path())) {
                batch.add(row);
            }
            if (batch.size() == BATCH) {
                add(batch);
            }
        }
        add(batch);
    }

    private void add(List<CatalogRow> batch) {
        database.batch("INSERT INTO candidates VALUES (?, ?, ?)", batch, (statement, row) -> {
            LocalDateTime start = RecordingName.startOf(row.path().name());
            statement.setLong(1, start == null ? 0 : start.toEpochSecond(ZoneOffset.UTC));
            statement.setBytes(2, row.path().utf8());
            statement.setLong(3, row.stamp().size());
        });
        batch.clear();
    }

    /**
     * One file that may be deleted.
     *
     * @param size in bytes, as it was confirmed
     */
    record Candidate(ObjectKey path, long size) {}

    /** Returns the files, the oldest first; the caller closes it. */
    Cursor<Candidate> candidates() {
        return new Cursor<>(
                database.query("SELECT path, size FROM candidates ORDER BY start, path"),
                rows -> new Candidate(new ObjectKey(new String(rows.bytes(1), UTF_8)), rows.number(2)));
    }

    @Override
    public void close() {
        database.close();
    }
}
