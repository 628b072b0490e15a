package io.cammanager.backup.core.sqlite;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to one SQLite file. Not thread-safe, but several may be open on one file: a reader sees the state at its
 * first row and does not block the writer. Every failure is a {@link BackupException} with
 * {@link ExitCode#LOCAL_STATE}.
 */
public final class Database implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    /** Pages of 4 KiB: 16 MiB, so that rows that come in any order stay cheap. */
    private static final int SCRATCH_CACHE_PAGES = 4096;

    private final Connection connection;
    private final Path file;
    private final Lifetime lifetime;

    /** What close does with the connection and the file. */
    private enum Lifetime {
        KEPT,
        SCRATCH,
        UNOWNED
    }

    private Database(Connection connection, Path file, Lifetime lifetime) {
        this.connection = connection;
        this.file = file;
        this.lifetime = lifetime;
    }

    /** Opens a file, made when missing, whose commits survive a power cut. */
    public static Database open(Path file) {
        DamageMark.refuse(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode, NORMAL may lose the last commits with the power: a confirmed file would be sent again.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return connect(file, config, Lifetime.KEPT);
    }

    /** Opens a file for writing that must be there: unlike {@link #open}, it makes none. */
    public static Database openExisting(Path file) {
        DamageMark.refuse(file);
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return connect(file, config, Lifetime.KEPT);
    }

    /** Opens an existing file that this connection will not write to. */
    public static Database openForReading(Path file) {
        DamageMark.refuse(file);
        Database database = connect(file, new SQLiteConfig(), Lifetime.KEPT);
        database.execute("PRAGMA query_only = true");
        return database;
    }

    /** Opens a new file in the given directory that nobody needs after a crash; it is removed on close. */
    public static Database scratch(Path directory) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setCacheSize(SCRATCH_CACHE_PAGES);
        try {
            return connect(Files.createTempFile(directory, "scratch", ".db"), config, Lifetime.SCRATCH);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "could not create a temporary file in " + directory + ": " + LocalFailure.reason(e),
                    e);
        }
    }

    private static Database connect(Path file, SQLiteConfig config, Lifetime lifetime) {
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        try {
            Database database = new Database(config.createConnection("jdbc:sqlite:" + file), file, lifetime);
            database.execute("PRAGMA cell_size_check = true"); // finds a damaged page before it is made use of
            return database;
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Returns a view on this connection whose close does nothing. */
    public Database unowned() {
        return new Database(connection, file, Lifetime.UNOWNED);
    }

    /** Runs statements that return nothing. */
    public void execute(String sql) {
        guard(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql) >= 0;
            }
        });
    }

    /** Runs one statement with parameters and returns how many rows it touched. */
    public int update(String sql, @Nullable Object... parameters) {
        return guard(() -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /** Runs one statement for each element, all in one transaction. */
    public <T> void batch(String sql, Iterable<T> elements, Binder<? super T> binder) {
        transaction(() -> guard(() -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (T element : elements) {
                    binder.bind(statement, element);
                    statement.executeUpdate();
                }
            }
            return true;
        }));
    }

    /** Commits all that the work does, or nothing of it. */
    public void transaction(Runnable work) {
        execute("BEGIN IMMEDIATE");
        try {
            work.run();
            execute("COMMIT");
        } catch (RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(RuntimeException cause) {
        try {
            execute("ROLLBACK");
        } catch (BackupException e) {
            cause.addSuppressed(e); // SQLite has rolled back by itself after some failures, such as a full disk
        }
    }

    /** Runs a query. The caller closes the rows before the database. */
    public Rows query(String sql, @Nullable Object... parameters) {
        return guard(() -> {
            PreparedStatement statement = connection.prepareStatement(sql);
            bind(statement, parameters);
            return new Rows(this, statement, statement.executeQuery());
        });
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() {
        if (lifetime == Lifetime.UNOWNED) {
            return;
        }
        guard(() -> {
            connection.close();
            return true;
        });
        if (lifetime == Lifetime.SCRATCH) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new BackupException(
                        ExitCode.LOCAL_STATE, "could not remove " + file + ": " + LocalFailure.reason(e), e);
            }
        }
    }

    <T> T guard(SqlCall<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    BackupException failure(SQLException e) {
        BackupException failure = failure(file, e);
        return failure instanceof DamagedException damage ? marked(damage) : failure;
    }

    /** Returns what to throw when the content is not what was written, though SQLite finds nothing wrong with it. */
    public DamagedException damaged(String what) {
        return marked(new DamagedException(file, what, null));
    }

    private DamagedException marked(DamagedException damage) {
        if (lifetime == Lifetime.KEPT) {
            DamageMark.leave(file);
        }
        return damage;
    }

    private static BackupException failure(Path file, SQLException e) {
        String message = String.valueOf(e.getMessage());
        return isDamage(e)
                ? new DamagedException(file, message, e)
                : new BackupException(ExitCode.LOCAL_STATE, "could not use the state file " + file + ": " + message, e);
    }

    private static boolean isDamage(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Sets the parameters of a statement from one element. */
    @FunctionalInterface
    public interface Binder<T> {
        void bind(PreparedStatement statement, T element) throws SQLException;
    }

    @FunctionalInterface
    interface SqlCall<T> {
        T run() throws SQLException;
    }
}
