package io.cammanager.backup.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.scan.FileStamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettlingTest {
    private static final long NOW_MILLIS = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long NOW = NOW_MILLIS * 1_000_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final FileStamp FUTURE = new FileStamp(10, NOW + 1, NOW - 2 * MINUTE, 1);

    private final Settling settling = new Settling(Instant.ofEpochMilli(NOW_MILLIS), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({"0, false", "59999999999, false", "60000000000, true", "60000000001, true"})
    void believesAModificationTimeInThePast(long ageNanos, boolean settled) {
        FileStamp stamp = new FileStamp(10, NOW - ageNanos, NOW - ageNanos, 1);

        assertThat(settling.isSettled(stamp, null)).isEqualTo(settled);
    }

    @Test
    void takesAFileOfThisVeryMomentWhenNoAgeIsAskedFor() {
        Settling atOnce = new Settling(Instant.ofEpochMilli(NOW_MILLIS), Duration.ZERO);

        assertThat(atOnce.isSettled(new FileStamp(10, NOW, NOW, 1), null)).isTrue();
    }

    @Test
    void doesNotBelieveAModificationTimeInTheFuture() {
        assertThat(settling.isSettled(FUTURE, null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"59999, false", "60000, true"})
    void takesAFileOfTheFutureAfterTwoEqualLooksTheMinimumAgeApart(long apartMillis, boolean settled) {
        assertThat(settling.isSettled(FUTURE, look(FUTURE, apartMillis))).isEqualTo(settled);
    }

    @Test
    void doesNotTakeAFileThatWentBackInTimeSinceTheLastLook() {
        FileStamp now = new FileStamp(10, NOW - 10 * MINUTE, NOW - 10 * MINUTE, 1);
        FileStamp then = new FileStamp(10, NOW - 5 * MINUTE, NOW - 10 * MINUTE, 1);

        assertThat(settling.isSettled(now, look(then, 600_000))).isFalse();
        assertThat(settling.isSettled(now, look(now, 60_000))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void doesNotTakeAFileOfTheFutureWhoseLooksDiffer(long size, long ctime, long inode) {
        FileStamp then = new FileStamp(
                FUTURE.size() - size, FUTURE.mtimeNanos(), FUTURE.ctimeNanos() - ctime, FUTURE.inode() + inode);

        assertThat(settling.isSettled(FUTURE, look(then, 600_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"59999999999, false", "60000000000, true"})
    void takesAConfirmedFileThatWentBackInTimeOnceItsInodeIsOldEnough(long ctimeAge, boolean settled) {
        FileStamp now = new FileStamp(10, NOW - 10 * MINUTE, NOW - ctimeAge, 1);
        FileStamp confirmed = new FileStamp(10, NOW - 5 * MINUTE, NOW - 9 * MINUTE, 1);

        assertThat(settling.isSettled(now, confirmed(confirmed))).isEqualTo(settled);
    }

    private static CatalogRow look(FileStamp stamp, long agoMillis) {
        return row(stamp, agoMillis, null);
    }

    private static CatalogRow confirmed(FileStamp stamp) {
        return row(stamp, 600_000, new Confirmation("e", null, null, Proof.METADATA, 0));
    }

    private static CatalogRow row(FileStamp stamp, long agoMillis, @Nullable Confirmation confirmation) {
        return new CatalogRow(new ObjectKey("north/a.mp4"), stamp, NOW_MILLIS - agoMillis, confirmation);
    }
}
