package io.cammanager.backup.core.catalog;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The table of the runs. Their order is that in which they ended, by number, whatever the clock did. */
final class RunRows {
    /** So many runs are kept. */
    static final int KEPT = 1000;

    static final String CREATE = "CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY, run_id TEXT NOT NULL,"
            + " kind TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL, exit_code TEXT NOT NULL,"
            + " problem TEXT, counts TEXT NOT NULL)";

    private static final String INSERT = "INSERT INTO runs (run_id, kind, started, ended, exit_code, problem, counts)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** What "when was the last success?" is answered by; it must outlive any number of failures. */
    private static final String LANDMARKS = "SELECT max(number) FROM runs GROUP BY kind UNION ALL"
            + " SELECT max(number) FROM runs WHERE exit_code = 'OK' GROUP BY kind";

    private static final String PRUNE = "DELETE FROM runs WHERE number <= (SELECT max(number) FROM runs) - ?"
            + " AND number NOT IN (" + LANDMARKS + ")";
    private static final String SELECT = "SELECT run_id, kind, started, ended, exit_code, problem, counts FROM runs"
            + " WHERE number IN (SELECT number FROM runs ORDER BY number DESC LIMIT ?) OR number IN (" + LANDMARKS
            + ") ORDER BY number DESC";
    private static final int MAX_LANDMARKS = 2 * RunRecord.Kind.values().length;

    private RunRows() {}

    /** Adds a run, in a transaction of the caller. */
    static void add(Database database, RunRecord run) {
        database.execute(CREATE); // an older catalog has no such table
        database.update(
                INSERT,
                run.runId(),
                run.kind().name(),
                run.started().toEpochMilli(),
                run.ended().toEpochMilli(),
                run.exitCode().name(),
                run.problem(),
                Joiner.on(' ').withKeyValueSeparator('=').join(run.counts()));
        database.update(PRUNE, KEPT);
    }

    static List<RunRecord> last(Database database, int limit) {
        if (!isThere(database)) {
            return List.of();
        }
        ImmutableList.Builder<RunRecord> runs = ImmutableList.builder();
        try (Rows rows = database.query(SELECT, limit - MAX_LANDMARKS)) {
            while (rows.next()) {
                runs.add(read(rows));
            }
        }
        return runs.build();
    }

    private static boolean isThere(Database database) {
        try (Rows rows = database.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'runs'")) {
            return rows.next();
        }
    }

    private static RunRecord read(Rows rows) {
        try {
            return readUnchecked(rows);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw rows.damaged("the record of a run holds what nobody wrote");
        }
    }

    private static RunRecord readUnchecked(Rows rows) {
        return new RunRecord(
                rows.text(1),
                RunRecord.Kind.valueOf(rows.text(2)),
                Instant.ofEpochMilli(rows.number(3)),
                Instant.ofEpochMilli(rows.number(4)),
                ExitCode.valueOf(rows.text(5)),
                rows.nullableText(6),
                counts(rows.text(7)));
    }

    private static Map<String, Long> counts(String text) {
        ImmutableMap.Builder<String, Long> counts = ImmutableMap.builder();
        Splitter.on(' ')
                .omitEmptyStrings()
                .withKeyValueSeparator('=')
                .split(text)
                .forEach((name, count) -> counts.put(name, Long.valueOf(count)));
        return counts.buildOrThrow();
    }
}
