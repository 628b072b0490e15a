package io.cammanager.backup.core.catalog;

import com.google.common.base.Suppliers;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.DurableNames;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The file of a catalog, as it must be. It is made under another name and put into its place when it is whole: one without its
 * tables, were it empty, was never left by a crash of ours and counts as damaged, not as new.
 */
final class CatalogFile {
    private static final int SCHEMA = 2;
    private static final List<String> TABLES = List.of(
            CatalogRows.CREATE,
            FactRows.CREATE,
            RunRows.CREATE,
            RetryQueue.CREATE,
            UploadJournal.CREATE,
            Unrecorded.CREATE,
            ReadRows.CREATE,
            PrunedRows.CREATE,
            ExpiryMarks.CREATE);

    /** What SQLite notes of these tables: the same in every file, so that it is asked once. */
    private static final Supplier<Map<String, String>> EXPECTED = Suppliers.memoize(CatalogFile::expected);

    private CatalogFile() {}

    /** Makes the file, which is not there. */
    static void create(Path file, CatalogIdentity identity) {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try {
            for (String end : List.of("", "-wal", "-shm", "-damaged")) {
                Files.deleteIfExists(half.resolveSibling(half.getFileName() + end)); // a killed run has left it
            }
            try (Database database = Database.open(half)) {
                fill(database, identity);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            DurableNames.sync(file.toAbsolutePath().resolveSibling(""));
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "could not make the state file " + file + ": " + LocalFailure.reason(e), e);
        }
    }

    /** Makes the tables of a new catalog. */
    static void fill(Database database, CatalogIdentity identity) {
        database.transaction(() -> {
            TABLES.forEach(database::execute);
            FactRows.set(database, "schema", Integer.toString(SCHEMA));
            FactRows.set(database, "identity", identity.toString());
        });
    }

    /** Makes what an older version of this program did not know. */
    static void complete(Database database) {
        database.transaction(() -> TABLES.forEach(database::execute));
    }

    /** Refuses a file whose tables are not as they were made, or that belongs to another job. */
    static void check(Path file, Database database, CatalogIdentity identity) {
        Map<String, String> found = schema(database);
        if (!found.keySet().containsAll(List.of("files", "facts"))) {
            throw database.damaged("its tables are gone");
        }
        EXPECTED.get().forEach((name, sql) -> {
            if (!found.getOrDefault(name, sql).equals(sql)) {
                throw database.damaged("its table " + name + " is not as this version makes it");
            }
        });
        String owner = FactRows.find(database, "identity")
                .orElseThrow(() -> database.damaged("it does not say to whom it belongs"));
        if (!owner.equals(identity.toString())) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the state in " + file + " belongs to " + owner + ", not to " + identity
                            + ": give this job a state directory of its own");
        }
    }

    private static Map<String, String> expected() {
        try (Database model = Database.open(Path.of(":memory:"))) {
            TABLES.forEach(model::execute);
            return schema(model);
        }
    }

    private static Map<String, String> schema(Database database) {
        Map<String, String> schema = new HashMap<>();
        try (Rows rows = database.query("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")) {
            while (rows.next()) {
                schema.put(rows.text(1), rows.text(2));
            }
        }
        return schema;
    }
}
