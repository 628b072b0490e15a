package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What a sync says of itself.
 *
 * @param finished the end of each file that was worked on
 * @param confirmed the paths of the catalog that are confirmed in it, read by plain SQL
 */
record Synced(SyncReport report, List<BackupEvent.Finished> finished, Set<String> confirmed) {
    /** Returns all that someone who trusts the report or the catalog would delete here. */
    Set<String> calledSafe() {
        Set<String> safe = new TreeSet<>(confirmed);
        finished.stream()
                .filter(end -> end.outcome() == Outcome.UPLOADED || end.outcome() == Outcome.UNCHANGED)
                .forEach(end -> safe.add(end.path()));
        return safe;
    }

    /** Checks that the counts are those of the events, and that exit code 0 is nothing else than everything being safe. */
    void requireSums(int files) {
        SyncSummary summary = report.summary();
        long uploaded = finished.stream()
                .filter(end -> end.outcome() == Outcome.UPLOADED)
                .count();

        assertThat(summary.uploaded()).as("%s", this).isEqualTo(uploaded);
        if (report.problem() == null) {
            assertThat(summary.scanned()).as("%s", this).isEqualTo(files);
        }
        assertThat(report.exitCode() == ExitCode.OK)
                .as("%s", this)
                .isEqualTo(summary.uploaded() + summary.unchanged() == files);
    }

    /** Keeps the ends of files. */
    static final class Listener implements BackupListener {
        private final List<BackupEvent.Finished> finished = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(BackupEvent event) {
            if (event instanceof BackupEvent.Finished end) {
                finished.add(end);
            }
        }

        Synced ended(SyncReport report, Path state) throws IOException {
            return new Synced(report, List.copyOf(finished), confirmed(state));
        }

        private static Set<String> confirmed(Path state) throws IOException {
            Set<String> paths = new TreeSet<>();
            if (Files.exists(state)) {
                try (Stream<Path> files = Files.walk(state)) {
                    files.filter(file -> file.endsWith("catalog.db")).forEach(file -> addConfirmed(file, paths));
                }
            }
            return paths;
        }

        private static void addConfirmed(Path catalog, Set<String> paths) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + catalog);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT path FROM files WHERE etag IS NOT NULL")) {
                while (rows.next()) {
                    paths.add(new String(rows.getBytes(1), UTF_8));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("could not read " + catalog, e);
            }
        }
    }
}
