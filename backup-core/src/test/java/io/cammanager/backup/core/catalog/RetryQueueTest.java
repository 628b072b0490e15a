package io.cammanager.backup.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryQueueTest {
    private static final CatalogIdentity IDENTITY = new CatalogIdentity(Path.of("/recordings"), "bucket", "");
    private static final ObjectKey A = new ObjectKey("cam/a\n.mp4");
    private static final ObjectKey B = new ObjectKey("cam/b.mp4");

    @TempDir
    private Path directory;

    private Catalog open() {
        return Catalog.open(directory.resolve("catalog.db"), IDENTITY);
    }

    @Test
    void survivesARestart() {
        RetryQueue.Entry before;
        try (Catalog catalog = open()) {
            RetryQueue queue = catalog.retryQueue();
            queue.add(A, "first", 1_000, new Random(1));
            queue.add(A, "second", 2_000, new Random(2));
            queue.add(B, "other", 3_000, new Random(3));
            queue.remove(B);
            queue.remove(B);
            before = queue.find(A).orElseThrow();
        }

        try (Catalog catalog = open()) {
            assertThat(catalog.retryQueue().all()).containsExactly(before);
        }
        assertThat(before.failures()).isEqualTo(2);
        assertThat(before.reason()).isEqualTo("second");
        assertThat(before.failedMillis()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theRestDoublesUpToSixHoursAndHalfOfItIsFixed(long seed) {
        Random random = new Random(seed);
        try (Catalog catalog = open()) {
            RetryQueue queue = catalog.retryQueue();
            Duration ceiling = RetryQueue.BASE;
            for (int run = 1; run <= 40; run++) {
                queue.add(A, "no luck", 1_000, random);
                RetryQueue.Entry entry = queue.find(A).orElseThrow();
                assertThat(entry.failures()).isEqualTo(run);
                assertThat(Duration.ofMillis(entry.nextMillis() - 1_000))
                        .as("seed %d, run %d", seed, run)
                        .isBetween(ceiling.dividedBy(2), ceiling);
                ceiling = ceiling.multipliedBy(2).compareTo(RetryQueue.CAP) > 0
                        ? RetryQueue.CAP
                        : ceiling.multipliedBy(2);
            }
        }
    }

    @Test
    void forgetsWhatWasConfirmedSinceAndNothingElse() {
        try (Catalog catalog = open()) {
            RetryQueue queue = catalog.retryQueue();
            queue.add(A, "its confirmation came, and then a crash", 1_000, new Random(1));
            queue.add(B, "was confirmed once, and lost since", 1_000, new Random(1));
            catalog.confirm(confirmed(A, 1_001));
            catalog.confirm(confirmed(B, 999));
        }

        try (Catalog catalog = open()) {
            assertThat(catalog.retryQueue().all())
                    .extracting(RetryQueue.Entry::path)
                    .containsExactly(B);
        }
    }

    private static CatalogRow confirmed(ObjectKey path, long millis) {
        return new CatalogRow(
                path,
                new FileStamp(1, 2, 3, 4),
                1,
                new Confirmation("etag", HashCode.fromInt(1), "id", Proof.CONTENT, millis));
    }

    @Test
    void aCatalogOfAnOlderVersionGetsItsTable() {
        try (Catalog catalog = open()) {
            assertThat(catalog.retryQueue().all()).isEmpty();
        }
        try (Database database = Database.open(directory.resolve("catalog.db"))) {
            database.execute("DROP TABLE retries");
        }

        try (Catalog catalog = open()) {
            catalog.retryQueue().add(A, "no luck", 1, new Random(1));
            assertThat(catalog.retryQueue().all()).hasSize(1);
        }
    }
}
