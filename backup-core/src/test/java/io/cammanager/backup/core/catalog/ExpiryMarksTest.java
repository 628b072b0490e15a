package io.cammanager.backup.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.DamagedException;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpiryMarksTest {
    private static final CatalogIdentity IDENTITY = new CatalogIdentity(Path.of("/recordings"), "bucket", "");
    private static final ExpiryMark MARK = mark("cam/ñ\n.mp4");

    @TempDir
    private Path directory;

    private static ExpiryMark mark(String path) {
        return new ExpiryMark(
                new ObjectKey(path),
                "v1",
                "etag",
                Instant.parse("2024-03-02T12:00:00.123Z"),
                Instant.parse("2024-03-02T12:00:01Z"),
                null);
    }

    @Test
    void marksOutliveTheRunAndGoWithTheirRecording() {
        Path file = directory.resolve("catalog.db");
        ExpiryMark locked = mark("cam/2.mp4").lockedUntil(Instant.parse("2024-05-02T12:00:00Z"));
        try (Catalog catalog = Catalog.open(file, IDENTITY)) {
            catalog.expiryMarks().put(List.of(MARK, locked));
        }

        try (Catalog catalog = Catalog.open(file, IDENTITY)) {
            assertThat(catalog.expiryMarks().find(MARK.path())).contains(MARK);
            assertThat(catalog.expiryMarks().find(locked.path())).contains(locked);
            assertThat(catalog.expiryMarks().paths(null, 10)).containsExactly(locked.path(), MARK.path());
            assertThat(catalog.expiryMarks().paths(locked.path(), 10)).containsExactly(MARK.path());
            catalog.drop(MARK.path());
            catalog.expiryMarks().drop(List.of(locked.path()));
            assertThat(catalog.expiryMarks().paths(null, 10)).isEmpty();
        }
    }

    @Test
    void aTimeThatNobodyWroteIsNotBelieved() {
        Path file = directory.resolve("catalog.db");
        try (Catalog catalog = Catalog.open(file, IDENTITY)) {
            catalog.expiryMarks().put(List.of(MARK));
        }
        try (Database database = Database.openExisting(file)) {
            database.update("UPDATE expiry_marks SET at = 0");
        }

        try (Catalog catalog = Catalog.open(file, IDENTITY)) {
            assertThatThrownBy(() -> catalog.expiryMarks().find(MARK.path())).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void whoOnlyReadsMayMeetACatalogOfBefore() {
        Path file = directory.resolve("catalog.db");
        Catalog.open(file, IDENTITY).close();
        try (Database database = Database.openExisting(file)) {
            database.execute("DROP TABLE expiry_marks");
        }

        try (Catalog catalog = Catalog.openForReading(file, IDENTITY)) {
            assertThat(catalog.expiryMarks().find(MARK.path())).isEmpty();
            assertThat(catalog.expiryMarks().paths(null, 10)).isEmpty();
        }
    }
}
