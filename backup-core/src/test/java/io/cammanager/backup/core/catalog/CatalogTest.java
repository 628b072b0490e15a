package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {
    private static final CatalogIdentity IDENTITY = new CatalogIdentity(Path.of("/recordings"), "bucket", "site/");
    private static final FileStamp STAMP = new FileStamp(10, 20, 30, 40);
    private static final FileStamp LATER = new FileStamp(11, 21, 31, 41);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("catalog.db");
    }

    @Test
    void givesBackWhatWasConfirmed() {
        CatalogRow full = confirmed("north/a.mp4", STAMP);
        CatalogRow bare = new CatalogRow(
                new ObjectKey("north/b.mp4"), STAMP, 1, new Confirmation("e", null, null, Proof.METADATA, 2));
        try (Catalog catalog = open()) {
            catalog.confirm(full);
            catalog.confirm(bare);

            assertThat(catalog.find(full.path())).contains(full);
            assertThat(catalog.find(bare.path())).contains(bare);
            assertThat(catalog.find(new ObjectKey("north/c.mp4"))).isEmpty();
        }
    }

    @Test
    void keepsEverythingOverAClose() {
        try (Catalog catalog = open()) {
            catalog.confirm(confirmed("north/a.mp4", STAMP));
            catalog.remember(List.of(waiting("north/b.mp4", STAMP, 1)));
            catalog.setFact("colour", "red");
        }

        try (Catalog catalog = open()) {
            assertThat(rows(catalog.all()))
                    .containsExactly(confirmed("north/a.mp4", STAMP), waiting("north/b.mp4", STAMP, 1));
            assertThat(catalog.fact("colour")).contains("red");
            assertThat(catalog.hasEverConfirmed()).isTrue();
        }
    }

    @Test
    void hasConfirmedNothingWhileFilesOnlyWait() {
        try (Catalog catalog = open()) {
            catalog.remember(List.of(waiting("north/a.mp4", STAMP, 1)));

            assertThat(catalog.hasEverConfirmed()).isFalse();
        }
    }

    @Test
    void sortsByTheBytesOfThePath() {
        List<String> paths = List.of("a", "a!", "a/", "a/b", "a0", "b/\uff0e", "b/\ud83d\ude00");
        try (Catalog catalog = open()) {
            for (String path : ImmutableList.copyOf(paths).reverse()) {
                catalog.confirm(confirmed(path, STAMP));
            }

            assertThat(rows(catalog.all()))
                    .extracting(row -> row.path().value())
                    .containsExactlyElementsOf(paths);
        }
    }

    @Test
    void readsFromAPathOnAsFarAsADirectoryGoes() {
        try (Catalog catalog = open()) {
            for (String path : List.of("a!/x", "a/x", "a/y", "a/z/w", "a0/x", "b")) {
                catalog.confirm(confirmed(path, STAMP));
            }

            assertThat(rows(catalog.from(new ObjectKey("a/x"), "a/")))
                    .extracting(row -> row.path().value())
                    .containsExactly("a/x", "a/y", "a/z/w");
            assertThat(rows(catalog.from(new ObjectKey("a/xx"), "a/")))
                    .extracting(row -> row.path().value())
                    .containsExactly("a/y", "a/z/w");
            assertThat(rows(catalog.from(new ObjectKey("a/y"), "")))
                    .extracting(row -> row.path().value())
                    .containsExactly("a/y", "a/z/w", "a0/x", "b");
        }
    }

    @Test
    void aFileThatWaitsNeverHidesThatItWasConfirmed() {
        CatalogRow confirmed = confirmed("north/a.mp4", STAMP);
        try (Catalog catalog = open()) {
            catalog.confirm(confirmed);

            catalog.remember(List.of(waiting("north/a.mp4", LATER, 99)));

            assertThat(catalog.find(confirmed.path())).contains(confirmed);
            assertThat(rows(catalog.waiting())).isEmpty();
        }
    }

    @Test
    void remembersWhenAStateWasFirstSeen() {
        ObjectKey path = new ObjectKey("north/a.mp4");
        try (Catalog catalog = open()) {
            catalog.remember(List.of(waiting("north/a.mp4", STAMP, 1)));
            catalog.remember(List.of(waiting("north/a.mp4", STAMP, 2)));
            assertThat(catalog.find(path)).contains(waiting("north/a.mp4", STAMP, 1));

            catalog.remember(List.of(waiting("north/a.mp4", LATER, 3)));

            assertThat(catalog.find(path)).contains(waiting("north/a.mp4", LATER, 3));
        }
    }

    @Test
    void aConfirmedFileWaitsNoMore() {
        try (Catalog catalog = open()) {
            catalog.remember(List.of(waiting("north/a.mp4", STAMP, 1), waiting("north/b.mp4", STAMP, 1)));

            catalog.confirm(confirmed("north/a.mp4", STAMP));

            assertThat(rows(catalog.waiting())).containsExactly(waiting("north/b.mp4", STAMP, 1));
        }
    }

    @Test
    void forgetsOnlyWhatWaited() {
        CatalogRow confirmed = confirmed("north/a.mp4", STAMP);
        try (Catalog catalog = open()) {
            catalog.confirm(confirmed);
            catalog.remember(List.of(waiting("north/b.mp4", STAMP, 1), waiting("north/c.mp4", STAMP, 1)));

            catalog.forget(List.of(confirmed.path(), new ObjectKey("north/b.mp4"), new ObjectKey("north/x.mp4")));

            assertThat(rows(catalog.all())).containsExactly(confirmed, waiting("north/c.mp4", STAMP, 1));
        }
    }

    @Test
    void aCursorShowsTheStateOfItsFirstRow() {
        try (Catalog catalog = open()) {
            catalog.confirm(confirmed("a", STAMP));
            catalog.confirm(confirmed("c", STAMP));
            try (CatalogCursor cursor = catalog.all()) {
                assertThat(cursor.hasNext()).isTrue();

                catalog.confirm(confirmed("b", STAMP));

                assertThat(ImmutableList.copyOf(cursor))
                        .extracting(row -> row.path().value())
                        .containsExactly("a", "c");
            }
        }
    }

    @Test
    void refusesTheStateOfAnotherJob() {
        open().close();
        CatalogIdentity other = new CatalogIdentity(Path.of("/recordings"), "bucket", "other/");

        for (Runnable opening : List.<Runnable>of(
                () -> Catalog.open(file, other).close(),
                () -> Catalog.openForReading(file, other).close())) {
            BackupException refusal = catchThrowableOfType(BackupException.class, opening::run);

            assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refusal)
                    .hasMessageContaining("belongs to /recordings -> bucket/site/")
                    .hasMessageContaining("not to /recordings -> bucket/other/");
        }
    }

    @Test
    void readsNothingAndMakesNothingWhereThereIsNoFile() {
        try (Catalog catalog = Catalog.openForReading(file, IDENTITY)) {
            assertThat(rows(catalog.all())).isEmpty();
            assertThat(catalog.hasEverConfirmed()).isFalse();
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aReaderCannotWrite() {
        open().close();
        try (Catalog catalog = Catalog.openForReading(file, IDENTITY)) {
            assertThatThrownBy(() -> catalog.setFact("a", "b")).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void saysOfGarbageThatItIsDamaged() throws IOException {
        Files.writeString(file, "this is no database, but it is long enough to be taken for one: ".repeat(100), UTF_8);

        assertThatThrownBy(() -> open().close()).isInstanceOf(DamagedException.class);
        assertThatThrownBy(() -> Catalog.openForReading(file, IDENTITY).close()).isInstanceOf(DamagedException.class);
    }

    @Test
    void saysOfATruncatedFileThatItIsDamaged() throws IOException {
        try (Catalog catalog = open()) {
            List<CatalogRow> rows = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                rows.add(waiting("north/" + i + ".mp4", STAMP, 1));
            }
            catalog.remember(rows);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> open().close()).isInstanceOf(DamagedException.class);
    }

    @Test
    void everyConfirmationOfManyThreadsIsDurableWhenItReturns() throws Exception {
        int threads = 16;
        int each = 20;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Catalog catalog = open();
                Catalog witness = Catalog.openForReading(file, IDENTITY)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String camera = "camera" + thread + "/";
                futures.add(executor.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        CatalogRow row = confirmed(camera + i, STAMP);
                        catalog.confirm(row);
                        assertThat(witness.find(row.path())).contains(row);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }

            assertThat(rows(witness.all())).hasSize(threads * each);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whoseCommitFailsLearnsIt() {
        Catalog catalog = open();
        catalog.close();

        assertThatThrownBy(() -> catalog.confirm(confirmed("a", STAMP))).isInstanceOf(BackupException.class);
    }

    @Test
    void confirmsOnlyWithAConfirmation() {
        try (Catalog catalog = open()) {
            assertThatThrownBy(() -> catalog.confirm(waiting("a", STAMP, 1)))
                    .isInstanceOf(IllegalArgumentException.class);

            catalog.confirm(confirmed("b", STAMP));
            assertThat(rows(catalog.all())).hasSize(1);
        }
    }

    private Catalog open() {
        return Catalog.open(file, IDENTITY);
    }

    private static List<CatalogRow> rows(CatalogCursor cursor) {
        try (cursor) {
            return ImmutableList.copyOf(cursor);
        }
    }

    private static CatalogRow confirmed(String path, FileStamp stamp) {
        return new CatalogRow(
                new ObjectKey(path),
                stamp,
                5,
                new Confirmation("etag", Hashing.sha256().hashString(path, UTF_8), "id", Proof.SIGNED_SHA256, 6));
    }

    private static CatalogRow waiting(String path, FileStamp stamp, long seen) {
        return new CatalogRow(new ObjectKey(path), stamp, seen, null);
    }
}
