package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog file. Thread-safe: what is written goes through one connection, one commit after another; each cursor reads
 * through its own. When a method that writes returns, what it wrote survives a power cut.
 */
public final class Catalog implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final String CREATE_FACTS =
            "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

    private static final String REMOVED = "has removed";

    private final Path file;
    private final Database database;
    private final ConfirmationQueue confirmations;

    private Catalog(Path file, Database database) {
        this.file = file;
        this.database = database;
        this.confirmations = new ConfirmationQueue(rows -> {
            synchronized (this) {
                database.batch(CatalogRows.CONFIRM, rows, CatalogRows::bindConfirmed);
            }
        });
    }

    /** Opens the catalog of this identity, made when missing; a damaged one throws {@link Database.DamagedException}. */
    public static Catalog open(Path file, CatalogIdentity identity) {
        Database database = Database.open(file);
        try {
            Catalog catalog = new Catalog(file, database);
            catalog.prepare(identity);
            return catalog;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Opens a catalog that nothing is written to, empty when there is no file. */
    public static Catalog openForReading(Path file, CatalogIdentity identity) {
        if (!Files.exists(file)) {
            return open(Path.of(":memory:"), identity);
        }
        Database database = Database.openForReading(file);
        try {
            Catalog catalog = new Catalog(file, database);
            catalog.requireIdentity(identity);
            return catalog;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void prepare(CatalogIdentity identity) {
        database.transaction(() -> {
            database.execute(CatalogRows.CREATE);
            database.execute(CREATE_FACTS);
            database.execute(RunRows.CREATE);
            if (fact("identity").isEmpty()) {
                setFact("schema", Integer.toString(SCHEMA));
                setFact("identity", identity.toString());
            }
        });
        requireIdentity(identity);
    }

    private void requireIdentity(CatalogIdentity identity) {
        String found = fact("identity").orElse("nothing");
        if (!found.equals(identity.toString())) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the state in " + file + " belongs to " + found + ", not to " + identity
                            + ": give this job a state directory of its own");
        }
    }

    /**
     * Remembers a run that has ended. Needs no lock of the job: one short transaction, beside whatever else is written.
     *
     * @param file a catalog that is there; none is made
     * @throws BackupException when it is not there, belongs to another job or cannot be written to
     */
    public static void remember(Path file, CatalogIdentity identity, RunRecord run) {
        try (Database database = Database.openExisting(file)) {
            new Catalog(file, database).requireIdentity(identity);
            database.transaction(() -> RunRows.add(database, run));
        }
    }

    /**
     * Returns the last runs, newest first.
     *
     * @param limit how many at most, more than 4: the last run and the last success of each kind are always among them
     */
    public synchronized List<RunRecord> runs(int limit) {
        return RunRows.last(database, limit);
    }

    /** Returns something remembered by name. */
    public synchronized Optional<String> fact(String name) {
        try (Rows rows = database.query("SELECT value FROM facts WHERE name = ?", name)) {
            return rows.next() ? Optional.of(rows.text(1)) : Optional.empty();
        }
    }

    /** Remembers something by name. */
    public synchronized void setFact(String name, String value) {
        database.update("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value);
    }

    /** Returns what is remembered by names that begin with a text. */
    public synchronized Map<String, String> facts(String beginning) {
        try (Rows rows = database.query(
                "SELECT name, value FROM facts WHERE substr(name, 1, length(?)) = ?", beginning, beginning)) {
            ImmutableMap.Builder<String, String> found = ImmutableMap.builder();
            while (rows.next()) {
                found.put(rows.text(1), rows.text(2));
            }
            return found.buildOrThrow();
        }
    }

    /** Forgets what is remembered by a name. */
    public synchronized void dropFact(String name) {
        database.update("DELETE FROM facts WHERE name = ?", name);
    }

    /** Says whether anything was ever confirmed; stays true when all of it is gone, or was removed. */
    public synchronized boolean hasEverConfirmed() {
        if (fact(REMOVED).isPresent()) {
            return true;
        }
        try (Rows rows = database.query("SELECT 1 FROM files WHERE etag IS NOT NULL LIMIT 1")) {
            return rows.next();
        }
    }

    public synchronized Optional<CatalogRow> find(ObjectKey path) {
        try (Rows rows = database.query(CatalogRows.SELECT + " WHERE path = ?", (Object) path.utf8())) {
            return rows.next() ? Optional.of(CatalogRows.read(rows)) : Optional.empty();
        }
    }

    /**
     * Returns the rows from a path on, as far as their path begins with a text.
     *
     * @param below empty, or ending in a slash
     */
    public CatalogCursor from(ObjectKey first, String below) {
        return below.isEmpty()
                ? cursor(CatalogRows.SELECT + " WHERE path >= ? ORDER BY path", first.utf8())
                : cursor(
                        CatalogRows.SELECT + " WHERE path >= ? AND path < ? ORDER BY path",
                        first.utf8(),
                        behind(below));
    }

    /** Returns all rows. */
    public CatalogCursor all() {
        return cursor(CatalogRows.SELECT + " ORDER BY path");
    }

    /** Returns the first path behind all that begin with the text: its last byte, a slash, plus one. */
    private static byte[] behind(String below) {
        byte[] bytes = below.getBytes(UTF_8);
        bytes[bytes.length - 1]++;
        return bytes;
    }

    /** Returns the rows that wait to be saved. */
    public CatalogCursor waiting() {
        return cursor(CatalogRows.SELECT + " WHERE etag IS NULL ORDER BY path");
    }

    private CatalogCursor cursor(String sql, Object... parameters) {
        // Nothing is in a file that was never made, and a second connection could not see it.
        Database reader = file.toString().equals(":memory:") ? database.unowned() : Database.openForReading(file);
        return new CatalogCursor(reader, reader.query(sql, parameters));
    }

    /** Commits that a recording is confirmed; calls from several threads share commits. */
    public void confirm(CatalogRow row) {
        confirmations.add(row);
    }

    /** Remembers files that wait; what is confirmed stays confirmed. */
    public synchronized void remember(Collection<CatalogRow> rows) {
        database.batch(CatalogRows.WAIT, rows, CatalogRows::bindStamp);
    }

    /** Forgets files that waited and are gone. */
    public synchronized void forget(Collection<ObjectKey> paths) {
        database.batch(
                "DELETE FROM files WHERE path = ? AND etag IS NULL",
                paths,
                (statement, path) -> statement.setBytes(1, path.utf8()));
    }

    /** Forgets a recording that was removed from the bucket, but not that there was one. */
    public synchronized void drop(ObjectKey path) {
        database.transaction(() -> {
            setFact(REMOVED, "yes");
            database.update("DELETE FROM files WHERE path = ?", (Object) path.utf8());
        });
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
