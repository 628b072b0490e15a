package io.cammanager.backup.core.catalog;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.util.Map;
import java.util.Optional;

/** The table of what is remembered by name. */
final class FactRows {
    static final String CREATE = "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL,"
            + " sum INTEGER NOT NULL) WITHOUT ROWID";

    private FactRows() {}

    static Optional<String> find(Database database, String name) {
        try (Rows rows = database.query("SELECT value, sum FROM facts WHERE name = ?", name)) {
            if (!rows.next()) {
                return Optional.empty();
            }
            String value = rows.nullableText(1);
            if (value == null || RowSum.of(name, value) != rows.number(2)) {
                throw rows.damaged("the checksum of its " + name + " is wrong");
            }
            return Optional.of(value);
        }
    }

    static Map<String, String> beginning(Database database, String text) {
        ImmutableMap.Builder<String, String> found = ImmutableMap.builder();
        try (Rows rows = database.query("SELECT name FROM facts WHERE substr(name, 1, length(?)) = ?", text, text)) {
            while (rows.next()) {
                String name = rows.text(1);
                find(database, name).ifPresent(value -> found.put(name, value));
            }
        }
        return found.buildOrThrow();
    }

    static void drop(Database database, String name) {
        database.update("DELETE FROM facts WHERE name = ?", name);
    }

    static void set(Database database, String name, String value) {
        database.update("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", name, value, RowSum.of(name, value));
    }
}
