package io.cammanager.backup.core.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a query, read forward one at a time. Columns count from 1. Not thread-safe. */
public final class Rows implements AutoCloseable {
    private final Database database;
    private final PreparedStatement statement;
    private final ResultSet result;

    Rows(Database database, PreparedStatement statement, ResultSet result) {
        this.database = database;
        this.statement = statement;
        this.result = result;
    }

    public boolean next() {
        return database.guard(result::next);
    }

    public long number(int column) {
        return database.guard(() -> result.getLong(column));
    }

    public byte[] bytes(int column) {
        return database.guard(() -> result.getBytes(column));
    }

    /** Returns null for an SQL NULL. */
    @SuppressWarnings("NullAway") // the JDK's stubs do not say that getBytes may return null
    public byte @Nullable [] nullableBytes(int column) {
        return database.guard(() -> result.getBytes(column));
    }

    public String text(int column) {
        return database.guard(() -> result.getString(column));
    }

    /** Returns null for an SQL NULL. */
    @SuppressWarnings("NullAway") // the JDK's stubs do not say that getString may return null
    public @Nullable String nullableText(int column) {
        return database.guard(() -> result.getString(column));
    }

    /** Returns what to throw when the row at hand is not what was written. */
    public DamagedException damaged(String what) {
        return database.damaged(what);
    }

    @Override
    public void close() {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
