package io.cammanager.backup.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table in the planner's comment, with each dash written out. */
final class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDateTime KEEP_FROM = LocalDateTime.parse("2026-02-01T00:00:00");
    private static final Duration MIN_AGE = Duration.ofSeconds(60);
    private static final long SIZE = 1000;
    private static final String ETAG = "e1";

    private final Planner planner = new Planner(new Settling(NOW, MIN_AGE), KEEP_FROM, Planner.Conflicts.REPORT);

    @ParameterizedTest(name = "{0}, listed {1}, remembered {2}: {3} {4}")
    @CsvSource(delimiter = '|', textBlock = """
            old     | no         | no         | LEAVE_OUT       | EXPIRED
            old     | same       | confirmed  | LEAVE_OUT       | EXPIRED
            old     | larger     | waiting    | LEAVE_OUT       | EXPIRED
            old     | smaller    | confirmed  | LEAVE_OUT       | EXPIRED
            settled | same       | confirmed  | KEEP            | SAME
            fresh   | same       | confirmed  | KEEP            | SAME
            fresh   | no         | no         | DEFER           | UNSETTLED
            fresh   | no         | waiting    | DEFER           | UNSETTLED
            fresh   | no         | confirmed  | DEFER           | UNSETTLED
            fresh   | larger     | no         | DEFER           | UNSETTLED
            fresh   | smaller    | no         | DEFER           | UNSETTLED
            fresh   | smaller    | changed    | DEFER           | UNSETTLED
            fresh   | other etag | confirmed  | DEFER           | UNSETTLED
            fresh   | same       | no         | DEFER           | UNSETTLED
            fresh   | same       | changed    | DEFER           | UNSETTLED
            settled | no         | no         | SEND            | NEW
            settled | no         | waiting    | SEND            | NEW
            settled | no         | confirmed  | LOOK            | LOST_REMOTELY
            settled | no         | changed    | LOOK            | LOST_REMOTELY
            settled | larger     | no         | REPORT_CONFLICT | SMALLER
            settled | larger     | waiting    | REPORT_CONFLICT | SMALLER
            settled | larger     | confirmed  | REPORT_CONFLICT | SMALLER
            settled | larger     | changed    | REPORT_CONFLICT | SMALLER
            settled | smaller    | no         | REPLACE         | DIFFERENT_SIZE
            settled | smaller    | waiting    | REPLACE         | DIFFERENT_SIZE
            settled | smaller    | confirmed  | REPLACE         | DIFFERENT_SIZE
            settled | smaller    | changed    | REPLACE         | DIFFERENT_SIZE
            settled | corrupt    | no         | REPORT_CONFLICT | CORRUPT_REMOTELY
            settled | corrupt    | confirmed  | REPORT_CONFLICT | CORRUPT_REMOTELY
            fresh   | corrupt    | no         | DEFER           | UNSETTLED
            settled | same       | no         | LOOK            | NEEDS_LOOK
            settled | same       | waiting    | LOOK            | NEEDS_LOOK
            settled | other etag | no         | LOOK            | NEEDS_LOOK
            settled | other etag | confirmed  | LOOK            | NEEDS_LOOK
            settled | same       | changed    | COMPARE         | NEEDS_HASH
            settled | other etag | changed    | COMPARE         | NEEDS_HASH
            """)
    void decidesAsTheTableSays(String age, String listed, String remembered, Action action, Reason reason) {
        ScanEntry.Recording file = file(age);

        Decision decision = planner.decide(file, listed(file, listed), remembered(file, remembered));

        assertThat(decision).isEqualTo(new Decision(action, reason));
    }

    @ParameterizedTest
    @CsvSource({"larger, REPLACE, SMALLER", "corrupt, REPLACE, CORRUPT_REMOTELY", "smaller, REPLACE, DIFFERENT_SIZE"})
    void replacesConflictsWhereThatIsAllowed(String listed, Action action, Reason reason) {
        Planner planner = new Planner(new Settling(NOW, MIN_AGE), KEEP_FROM, Planner.Conflicts.REPLACE);
        ScanEntry.Recording file = file("settled");

        Decision decision = planner.decide(file, listed(file, listed), null);

        assertThat(decision).isEqualTo(new Decision(action, reason));
        assertThat(planner.decide(file("fresh"), listed(file, listed), null).action())
                .isEqualTo(Action.DEFER);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31_23-59-59.mp4, EXPIRED",
        "2026-02-01_00-00-00.mp4, NEW",
        "2026-02-31_00-00-00.mp4, NEW",
        "clip.mp4, NEW",
        "2026-01-31.mp4, NEW"
    })
    void countsTheRetentionByTheTimeInTheName(String name, Reason reason) {
        ScanEntry.Recording file = recording("north/" + name, stamp(MIN_AGE));

        assertThat(planner.decide(file, null, null).reason()).isEqualTo(reason);
    }

    @Test
    void leavesNothingOutWithoutARetention() {
        ScanEntry.Recording file = recording("north/1999-01-01_00-00-00.mp4", stamp(MIN_AGE));

        Decision decision =
                new Planner(new Settling(NOW, MIN_AGE), null, Planner.Conflicts.REPORT).decide(file, null, null);

        assertThat(decision.reason()).isEqualTo(Reason.NEW);
    }

    @ParameterizedTest
    @CsvSource({"59999, DEFER", "60000, SEND", "60001, SEND"})
    void waitsUntilTheFileWasLeftAloneForTheMinimumAge(long ageMillis, Action action) {
        ScanEntry.Recording file = recording("north/a.mp4", stamp(Duration.ofMillis(ageMillis)));

        assertThat(planner.decide(file, null, null).action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, KEEP", "999, 999, KEEP", "0, 0, KEEP", "1000, 999, REPLACE", "0, 1, REPORT_CONFLICT"})
    void keepsOnlyWhatIsListedInFullSize(long size, long listedSize, Action action) {
        FileStamp stamp = new FileStamp(size, nanos(NOW.minus(MIN_AGE)), 5, 6);
        ScanEntry.Recording file = recording("north/a.mp4", stamp);
        ListedObject listed = new ListedObject(file.path(), listedSize, ETAG, NOW);

        assertThat(planner.decide(file, listed, row(file, stamp, confirmation()))
                        .action())
                .isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void comparesTheContentWhenAnyPartOfTheStampDiffers(long size, long mtime, long ctime, long inode) {
        ScanEntry.Recording file = file("settled");
        FileStamp now = file.stamp();
        FileStamp then = new FileStamp(
                now.size() - size, now.mtimeNanos() - mtime, now.ctimeNanos() - ctime, now.inode() - inode);

        Decision decision = planner.decide(file, listed(file, "same"), row(file, then, confirmation()));

        assertThat(decision).isEqualTo(new Decision(Action.COMPARE, Reason.NEEDS_HASH));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void onlyWorkMayEndAsUploadedOrUnknown(Action action) {
        boolean open = action.expected() == Outcome.UPLOADED
                || (action.expected() == Outcome.UNCHANGED && action != Action.KEEP);

        assertThat(action.isWork()).isEqualTo(open);
    }

    private static ScanEntry.Recording file(String age) {
        return switch (age) {
            case "old" -> recording("north/2026-01-31_23-59-59.mp4", stamp(MIN_AGE));
            case "settled" -> recording("north/2026-02-28_10-00-00.mp4", stamp(MIN_AGE));
            case "fresh" -> recording("north/2026-02-28_10-00-00.mp4", stamp(MIN_AGE.minusNanos(1)));
            default -> throw new IllegalArgumentException(age);
        };
    }

    private static @Nullable ListedObject listed(ScanEntry.Recording file, String how) {
        return switch (how) {
            case "no" -> null;
            case "same" -> new ListedObject(file.path(), SIZE, ETAG, NOW);
            case "other etag" -> new ListedObject(file.path(), SIZE, "e2", NOW);
            case "larger" -> new ListedObject(file.path(), SIZE + 1, ETAG, NOW);
            case "smaller" -> new ListedObject(file.path(), SIZE - 1, ETAG, NOW);
            case "corrupt" -> new ListedObject(file.path(), ObjectInfo.CORRUPT_SIZE, ETAG, NOW);
            default -> throw new IllegalArgumentException(how);
        };
    }

    private static @Nullable CatalogRow remembered(ScanEntry.Recording file, String how) {
        FileStamp stamp = file.stamp();
        FileStamp earlier = new FileStamp(stamp.size(), stamp.mtimeNanos() - 1, stamp.ctimeNanos(), stamp.inode());
        return switch (how) {
            case "no" -> null;
            case "waiting" -> row(file, stamp, null);
            case "confirmed" -> row(file, stamp, confirmation());
            case "changed" -> row(file, earlier, confirmation());
            default -> throw new IllegalArgumentException(how);
        };
    }

    private static CatalogRow row(ScanEntry.Recording file, FileStamp stamp, @Nullable Confirmation confirmation) {
        return new CatalogRow(file.path(), stamp, 0, confirmation);
    }

    private static Confirmation confirmation() {
        return new Confirmation(ETAG, null, null, Proof.METADATA, 0);
    }

    private static ScanEntry.Recording recording(String path, FileStamp stamp) {
        return new ScanEntry.Recording(new ObjectKey(path), stamp);
    }

    private static FileStamp stamp(Duration age) {
        return new FileStamp(SIZE, nanos(NOW.minus(age)), nanos(NOW.minus(age)), 7);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
