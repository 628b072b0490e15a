package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The files whose attempts were used up, with the time of their next try, kept in the catalog. Nobody forgets them: a file
 * leaves the queue when it was saved or is gone. Thread-safe. Held in memory as well, since it is asked about every file
 * and nearly always empty.
 */
public final class RetryQueue {
    static final String CREATE = "CREATE TABLE IF NOT EXISTS retries (path BLOB PRIMARY KEY, failures INTEGER NOT NULL,"
            + " reason TEXT NOT NULL, failed INTEGER NOT NULL, next INTEGER NOT NULL) WITHOUT ROWID";

    /** How long a file rests after the first run that failed it; doubled by each further one. */
    static final Duration BASE = Duration.ofMinutes(5);

    static final Duration CAP = Duration.ofHours(6);

    private static final String SELECT = "SELECT path, failures, reason, failed, next FROM retries ORDER BY path";
    private static final String PUT = "INSERT OR REPLACE INTO retries VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM retries WHERE path = ?";
    /** A crash may have come between the confirmation of a file and its leaving the queue. */
    private static final String REMOVE_CONFIRMED = "DELETE FROM retries WHERE EXISTS (SELECT 1 FROM files"
            + " WHERE files.path = retries.path AND files.confirmed_at > retries.failed)";

    private final Object lock;

    @GuardedBy("lock") private final Database database;

    @GuardedBy("lock") private final Map<ObjectKey, Entry> entries = new HashMap<>();

    /**
     * A file in the queue.
     *
     * @param failures how many runs have failed it, 1 or more
     * @param reason why the last one did, for people
     * @param failedMillis when that was
     * @param nextMillis when it is to be tried again
     */
    public record Entry(ObjectKey path, int failures, String reason, long failedMillis, long nextMillis) {}

    private RetryQueue(Database database, Object lock) {
        this.database = database;
        this.lock = lock;
    }

    /** Reads the queue. */
    static RetryQueue load(Database database, Object lock) {
        RetryQueue queue = new RetryQueue(database, lock);
        queue.load();
        return queue;
    }

    private void load() {
        synchronized (lock) {
            database.execute(REMOVE_CONFIRMED);
            try (Rows rows = database.query(SELECT)) {
                while (rows.next()) {
                    Entry entry = read(rows);
                    entries.put(entry.path(), entry);
                }
            }
        }
    }

    private static Entry read(Rows rows) {
        ObjectKey path = new ObjectKey(new String(rows.bytes(1), UTF_8));
        return new Entry(path, (int) rows.number(2), rows.text(3), rows.number(4), rows.number(5));
    }

    /** Returns the files of the queue, in no order. */
    public Collection<Entry> all() {
        synchronized (lock) {
            return List.copyOf(entries.values());
        }
    }

    public Optional<Entry> find(ObjectKey path) {
        synchronized (lock) {
            return Optional.ofNullable(entries.get(path));
        }
    }

    /**
     * Puts a file into the queue, or back into it, with a time for its next try: half of the rest is fixed, half drawn, so
     * that files that failed together do not come back together.
     */
    public void add(ObjectKey path, String reason, long nowMillis, RandomGenerator random) {
        synchronized (lock) {
            Entry before = entries.get(path);
            int failures = before == null ? 1 : before.failures() + 1;
            long half = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(failures - 1, 20)) / 2;
            Entry entry = new Entry(path, failures, reason, nowMillis, nowMillis + half + random.nextLong(half + 1));
            database.update(PUT, path.utf8(), failures, reason, nowMillis, entry.nextMillis());
            entries.put(path, entry);
        }
    }

    /** Takes a file out of the queue that was saved or is gone; does nothing when it is not in it. */
    public void remove(ObjectKey path) {
        synchronized (lock) {
            if (entries.remove(path) != null) {
                database.update(REMOVE, (Object) path.utf8());
            }
        }
    }
}
