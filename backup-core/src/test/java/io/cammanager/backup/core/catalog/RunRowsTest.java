package io.cammanager.backup.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.RunRecord.Kind;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunRowsTest {
    private static final CatalogIdentity IDENTITY = new CatalogIdentity(Path.of("/recordings"), "bucket", "");
    private static final String ODD = "it's \"bad\"; DROP TABLE runs\n=1 ñ";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void makeCatalog() {
        file = directory.resolve("catalog.db");
        Catalog.open(file, IDENTITY).close();
    }

    @Test
    void givesBackWhatWasRemembered() {
        RunRecord plain = run("1", Kind.SYNC, ExitCode.OK, null, Map.of("uploaded", 3L, "bytes_total", 1L << 50));
        RunRecord odd = run("2", Kind.VERIFY, ExitCode.MISMATCH, ODD, Map.of());

        remember(plain, odd);

        assertThat(runs()).containsExactly(odd, plain);
    }

    @Test
    void newestIsWhatEndedLastWhateverTheClockSaid() {
        RunRecord first = new RunRecord("1", Kind.SYNC, time(500), time(600), ExitCode.OK, null, Map.of());
        RunRecord second = new RunRecord("2", Kind.SYNC, time(100), time(50), ExitCode.OK, null, Map.of());

        remember(first, second);

        assertThat(runs()).containsExactly(second, first);
        assertThat(runs().get(0).duration()).isZero();
    }

    @Test
    void theLastSuccessOutlivesAnyNumberOfFailures() {
        remember(run("sync", Kind.SYNC, ExitCode.OK), run("verify", Kind.VERIFY, ExitCode.OK));
        try (Database database = Database.openExisting(file)) {
            database.transaction(() -> {
                for (int i = 0; i < RunRows.KEPT + 50; i++) {
                    RunRows.add(database, run("failed " + i, Kind.SYNC, ExitCode.UNREACHABLE));
                }
            });
        }

        List<RunRecord> runs = runs();

        int newest = 100 - 2 * Kind.values().length;
        assertThat(runs).hasSize(newest + 2);
        assertThat(runs.get(0).runId()).isEqualTo("failed " + (RunRows.KEPT + 49));
        assertThat(runs.subList(newest, newest + 2))
                .extracting(RunRecord::runId)
                .containsExactly("verify", "sync");
        assertThat(rows()).isEqualTo(RunRows.KEPT + 2);
    }

    @Test
    void aCatalogOfBeforeHasNoRunsAndGetsThem() {
        try (Database database = Database.openExisting(file)) {
            database.execute("DROP TABLE runs");
        }
        assertThat(runs()).isEmpty();

        remember(run("1", Kind.VERIFY, ExitCode.OK));

        assertThat(runs()).hasSize(1);
    }

    @Test
    void remembersNothingWhereThereIsNoCatalogAndInThatOfAnotherJob() {
        Path missing = directory.resolve("missing.db");
        CatalogIdentity other = new CatalogIdentity(Path.of("/recordings"), "other", "");
        RunRecord run = run("1", Kind.SYNC, ExitCode.OK);

        assertThatThrownBy(() -> Catalog.remember(missing, IDENTITY, run)).isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> Catalog.remember(file, other, run)).isInstanceOf(BackupException.class);

        assertThat(missing).doesNotExist();
        assertThat(runs()).isEmpty();
    }

    @Test
    void remembersBesideAReaderAndAWriter() {
        try (Catalog writer = Catalog.open(file, IDENTITY);
                Catalog reader = Catalog.openForReading(file, IDENTITY);
                CatalogCursor cursor = reader.all()) {
            assertThat(cursor.hasNext()).isFalse();

            remember(run("1", Kind.VERIFY, ExitCode.OK));
            writer.setFact("colour", "red");
            remember(run("2", Kind.VERIFY, ExitCode.OK));

            assertThat(reader.runs(100)).hasSize(2);
        }
    }

    private void remember(RunRecord... runs) {
        for (RunRecord run : runs) {
            Catalog.remember(file, IDENTITY, run);
        }
    }

    private List<RunRecord> runs() {
        try (Catalog catalog = Catalog.openForReading(file, IDENTITY)) {
            return catalog.runs(100);
        }
    }

    private long rows() {
        try (Database database = Database.openForReading(file);
                var rows = database.query("SELECT count(*) FROM runs")) {
            return rows.next() ? rows.number(1) : -1;
        }
    }

    private static RunRecord run(String id, Kind kind, ExitCode exitCode) {
        return run(id, kind, exitCode, null, Map.of());
    }

    private static RunRecord run(
            String id, Kind kind, ExitCode exitCode, @Nullable String problem, Map<String, Long> counts) {
        return new RunRecord(id, kind, time(100), time(200), exitCode, problem, counts);
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
