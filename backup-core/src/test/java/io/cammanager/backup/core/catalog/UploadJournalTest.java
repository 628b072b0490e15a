package io.cammanager.backup.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadJournalTest {
    private static final CatalogIdentity IDENTITY = new CatalogIdentity(Path.of("/recordings"), "bucket", "site/");
    private static final HashCode MD5 = HashCode.fromString("0123456789abcdef0123456789abcdef");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void makeCatalog() {
        file = directory.resolve("catalog.db");
    }

    @Test
    void anUploadThatWasNotedIsThereAfterACrash() {
        BegunUpload plain = upload("north/a.mp4", "u1", null);
        BegunUpload odd = upload("n\u00f6rth/\ud83c\udfa5\n.mp4", "u/2+~", "00ff");
        Catalog crashed = Catalog.open(file, IDENTITY);
        UploadJournal journal = crashed.uploadJournal();
        journal.add(plain);
        journal.add(odd);

        // Not closed: another process opens the same file.
        try (Catalog next = Catalog.open(file, IDENTITY)) {
            assertThat(next.uploadJournal().all()).containsExactlyInAnyOrder(plain, odd);
            assertThat(next.uploadJournal().find(odd.path())).contains(odd);
            assertThat(next.begunUploads()).containsExactlyInAnyOrder(plain, odd);
        }
        crashed.close();
    }

    @Test
    void aFileHasOneUploadAndNoneOnceItIsRemoved() {
        try (Catalog catalog = Catalog.open(file, IDENTITY)) {
            UploadJournal journal = catalog.uploadJournal();
            BegunUpload second = upload("a.mp4", "u2", null);
            journal.add(upload("a.mp4", "u1", null));
            journal.add(second);
            assertThat(journal.all()).containsExactly(second);

            journal.remove(second.path());
            journal.remove(second.path());

            assertThat(journal.find(second.path())).isEmpty();
            assertThat(catalog.begunUploads()).isEmpty();
        }
    }

    @Test
    void anOlderCatalogHasNoUploads() {
        Catalog.open(file, IDENTITY).close();
        try (Database database = Database.openExisting(file)) {
            database.execute("DROP TABLE IF EXISTS uploads");
        }

        try (Catalog reading = Catalog.openForReading(file, IDENTITY)) {
            assertThat(reading.begunUploads()).isEmpty();
        }
        try (Catalog writing = Catalog.open(file, IDENTITY)) {
            assertThat(writing.uploadJournal().all()).isEmpty();
        }
    }

    private static BegunUpload upload(String path, String uploadId, @Nullable String nonce) {
        HashCode one = Hashing.sha256().hashInt(1);
        HashCode two = Hashing.sha256().hashInt(2);
        return new BegunUpload(
                new ObjectKey(path),
                new ObjectKey("site/" + path),
                uploadId,
                new FileStamp(11 << 20, -1, Long.MAX_VALUE, 7),
                5 << 20,
                new BegunUpload.Sums(one, MD5, List.of(one, two)),
                "cm-id",
                nonce,
                1_234);
    }
}
