package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.sqlite.DamagedException;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The catalog file. Thread-safe: what is written goes through one connection, one commit after another; each cursor reads
 * through its own. When a method that writes returns, what it wrote survives a power cut.
 */
public final class Catalog implements AutoCloseable {
    private static final Path MEMORY = Path.of(":memory:");
    private static final String REBUILT = "rebuilt";
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

    /** Opens the catalog of this identity, made when missing; a damaged one throws {@link DamagedException}. */
    public static Catalog open(Path file, CatalogIdentity identity) {
        if (!Files.exists(file)) {
            CatalogFile.create(file, identity);
        }
        return checked(file, Database.open(file), database -> {
            CatalogFile.check(file, database, identity);
            CatalogFile.complete(database);
        });
    }

    /** Opens a catalog that nothing is written to, empty when there is no file. */
    public static Catalog openForReading(Path file, CatalogIdentity identity) {
        return Files.exists(file)
                ? checked(file, Database.openForReading(file), database -> CatalogFile.check(file, database, identity))
                : empty(identity);
    }

    /** Opens an empty catalog that is nowhere kept. */
    public static Catalog empty(CatalogIdentity identity) {
        return checked(MEMORY, Database.open(MEMORY), database -> CatalogFile.fill(database, identity));
    }

    private static Catalog checked(Path file, Database database, Consumer<Database> check) {
        try {
            check.accept(database);
            return new Catalog(file, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
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
            CatalogFile.check(file, database, identity);
            database.transaction(() -> RunRows.add(database, run));
        }
    }

    /** Changes, without the lock of the job, what is remembered by a name, if anything is. */
    public static void changeFact(Path file, CatalogIdentity identity, String name, UnaryOperator<String> change) {
        try (Database database = Database.openExisting(file)) {
            CatalogFile.check(file, database, identity);
            database.transaction(() -> FactRows.find(database, name)
                    .ifPresent(value -> FactRows.set(database, name, change.apply(value))));
        }
    }

    /** Remembers, without the lock of the job, that the content of these was read back and is as it should be. */
    public static void rememberRead(Path file, CatalogIdentity identity, Collection<ObjectKey> paths, Instant at) {
        try (Database database = Database.openExisting(file)) {
            CatalogFile.check(file, database, identity);
            ReadRows.mark(database, paths, at);
        }
    }

    /** Returns how much of what is confirmed was read back since. */
    public synchronized Coverage coverage(Instant now) {
        return ReadRows.coverage(database, now);
    }

    /** Returns the confirmed recordings that were read back the longest ago, those that never were first. */
    public synchronized List<ObjectKey> oldestRead(Predicate<ObjectKey> wanted, long limit, Instant now) {
        return ReadRows.oldest(database, wanted, limit, now);
    }

    /**
     * Returns the last runs, newest first.
     *
     * @param limit how many at most, more than twice the kinds of runs: the last run and the last success of each kind are always among them
     */
    public synchronized List<RunRecord> runs(int limit) {
        return RunRows.last(database, limit);
    }

    /** Reads the files that are to be tried again. Of one catalog, once. */
    public RetryQueue retryQueue() {
        return RetryQueue.load(database, this);
    }

    /** Reads the uploads that were begun and not finished, to go on with them. Of one catalog, once. */
    public UploadJournal uploadJournal() {
        return UploadJournal.load(database, this);
    }

    /** Returns the uploads that were begun and not finished; changes nothing. */
    public synchronized List<BegunUpload> begunUploads() {
        return UploadJournal.look(database);
    }

    /** Returns something remembered by name. */
    public synchronized Optional<String> fact(String name) {
        return FactRows.find(database, name);
    }

    /** Remembers something by name. */
    public synchronized void setFact(String name, String value) {
        FactRows.set(database, name, value);
    }

    /** Returns what is remembered by names that begin with a text. */
    public synchronized Map<String, String> facts(String beginning) {
        return FactRows.beginning(database, beginning);
    }

    /** Forgets what is remembered by a name. */
    public synchronized void dropFact(String name) {
        FactRows.drop(database, name);
    }

    /** Remembers that this catalog took the place of one that was lost: what that one had confirmed, nobody knows. */
    public void presumeConfirmed() {
        if (fact(REBUILT).isEmpty()) {
            setFact(REBUILT, "yes");
        }
    }

    /** Says whether anything was, or may have been, ever confirmed; stays true when all of it is gone. */
    public synchronized boolean hasEverConfirmed() {
        if (fact(REBUILT).isPresent() || fact(REMOVED).isPresent()) {
            return true;
        }
        return hasConfirmed();
    }

    /** Says whether any recording is known to be in the bucket. */
    public synchronized boolean hasConfirmed() {
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
        Database reader = reader();
        return new CatalogCursor(reader, reader.query(sql, parameters));
    }

    /** Nothing is in a file that was never made, and a second connection could not see it. */
    private Database reader() {
        return file.equals(MEMORY) ? database.unowned() : Database.openForReading(file);
    }

    /** Returns what was confirmed or removed and is not yet written down in the bucket. */
    public Unrecorded unrecorded() {
        return new Unrecorded(database, this, this::reader);
    }

    /** Returns the marks on what is to be deleted for its age. */
    public ExpiryMarks expiryMarks() {
        return new ExpiryMarks(database, this);
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
            ReadRows.drop(database, path);
            PrunedRows.drop(database, path);
            ExpiryMarks.drop(database, path);
        });
    }

    /** Remembers that the file of a confirmed recording is deleted here on purpose: that it is gone means nothing. */
    public synchronized void rememberPruned(ObjectKey path, Instant at) {
        PrunedRows.add(database, path, at);
    }

    /** Takes back {@link #rememberPruned}: the file is still here. */
    public synchronized void forgetPruned(ObjectKey path) {
        PrunedRows.drop(database, path);
    }

    /** Says whether the file of this path was ever deleted here on purpose, whatever has become of it since. */
    public synchronized boolean isPruned(ObjectKey path) {
        return PrunedRows.holds(database, path);
    }

    /** Says whether files were deleted here on purpose, and these are all that was ever confirmed. */
    public synchronized boolean isAllPruned() {
        return fact(REBUILT).isEmpty() && PrunedRows.isAll(database);
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
