package io.cammanager.backup.daemon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
    private static final Instant NOW = FakeTime.START;
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));
    private static final AlertRules RULES = new AlertRules(Statuses.THRESHOLDS);

    /**
     * Runs are {@code KIND EXIT AGE [count=n]} with ages in minutes, cameras {@code LAST_RECORDING/OLDEST_PENDING} in minutes,
     * a minus for none, negative for the future.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all is well                        | SYNC OK 10                                             | 5/4        | 500 |
            wrong password, at once            | SYNC WRONG_PASSWORD 1, SYNC OK 61                      | 5/4        | 500 | WRONG_PASSWORD
            refused                            | SYNC DENIED 1, SYNC OK 61                              | 5/4        | 500 | DENIED
            refused for long: the cause alone  | SYNC DENIED 1, SYNC DENIED 61, SYNC OK 500             | 5/400      | 500 | DENIED
            a verification was refused         | VERIFY DENIED 1, SYNC OK 10                            | 5/4        | 500 | DENIED
            refused, then not reached          | SYNC UNREACHABLE 1, SYNC DENIED 61, SYNC OK 100        | 5/4        | 500 | DENIED
            granted again                      | SYNC OK 1, SYNC DENIED 61                              | 5/4        | 500 |
            bucket missing                     | SYNC BUCKET_MISSING 1, SYNC OK 61                      | 5/4        | 500 | BUCKET_MISSING
            refused for its clock              | SYNC SKEW 1, SYNC OK 61                                | 5/4        | 500 | CLOCK
            a recording from the future        | SYNC OK 10                                             | -61/-      | 500 | CLOCK
            a little ahead                     | SYNC OK 10                                             | -60/-      | 500 |
            a run from the future              | SYNC OK -61                                            | 5/-        | 500 | CLOCK
            locked, not yet long               | SYNC LOCKED 1, SYNC LOCKED 119, SYNC OK 100            | 5/4        | 500 |
            locked for long                    | SYNC LOCKED 1, SYNC LOCKED 120, SYNC OK 180            | 5/4        | 500 | LOCKED
            locked for just too long           | SYNC LOCKED 1, SYNC LOCKED 60, SYNC OK 121             | 5/4        | 500 | LOCKED
            locked, others failed before       | SYNC LOCKED 1, SYNC UNREACHABLE 60, SYNC OK 121        | 5/4        | 500 | NO_SUCCESS
            never got the lock                 | SYNC LOCKED 1, SYNC LOCKED 61                          | 5/4        | 500 | LOCKED
            locked, but got it in between      | SYNC LOCKED 1, SYNC OK 60, SYNC LOCKED 120             | 5/4        | 500 |
            one failed                         | SYNC UNREACHABLE 1, SYNC OK 120                        | 5/119      | 500 |
            two failed                         | SYNC UNREACHABLE 1, SYNC UNREACHABLE 61, SYNC OK 121   | 5/119      | 500 | NO_SUCCESS
            none is behind when all are        | SYNC UNREACHABLE 1, SYNC OK 700                        | 5/690      | 500 | NO_SUCCESS
            never succeeded, for long          | SYNC UNREACHABLE 1, SYNC UNREACHABLE 121               | 5/4        | 500 | NO_SUCCESS
            broken off says nothing            | SYNC TERMINATED 1, SYNC OK 30                          | 5/4        | 500 |
            always incomplete                  | SYNC INCOMPLETE 1, SYNC OK 300                         | 5/4        | 500 | NO_SUCCESS
            behind, not yet                    | SYNC OK 10                                             | 5/121      | 500 |
            behind                             | SYNC OK 10                                             | 5/122      | 500 | CAMERA_BEHIND
            silent, not yet                    | SYNC OK 10                                             | 120/-      | 500 |
            silent                             | SYNC OK 10                                             | 121/-      | 500 | CAMERA_SILENT
            silent and behind                  | SYNC OK 10                                             | 150/150    | 500 | CAMERA_SILENT CAMERA_BEHIND
            silent for a week                  | SYNC OK 10                                             | 10080/-    | 500 | CAMERA_SILENT
            silent for more than a week        | SYNC OK 10                                             | 10081/-    | 500 |
            never recorded                     | SYNC OK 10                                             | -/-        | 500 |
            verified well                      | VERIFY OK 5, SYNC OK 10                                | 5/4        | 500 |
            verified badly                     | VERIFY MISMATCH 5 differing=2, SYNC OK 10              | 5/4        | 500 | VERIFY_MISMATCH
            verified badly by a sync           | SYNC MISMATCH 5 mismatched=2, SYNC OK 10               | 5/4        | 500 | VERIFY_MISMATCH
            a sync without verification after  | SYNC OK 5, SYNC MISMATCH 15 mismatched=2, SYNC OK 20   | 5/4        | 500 | VERIFY_MISMATCH
            verified well after                | SYNC OK 5 verified=9, SYNC MISMATCH 15 mismatched=2    | 5/4        | 500 |
            a look that was less deep after    | VERIFY OK 2 checked_list=2, VERIFY MISMATCH 5 checked_data=2, SYNC OK 10 | 5/4 | 500 | VERIFY_MISMATCH
            a drill that failed                | DRILL MISMATCH 5 missing=2, SYNC OK 10                 | 5/4        | 500 | DRILL_FAILED
            a drill that went well             | DRILL OK 2, DRILL MISMATCH 5, SYNC OK 10               | 5/4        | 500 |
            a broken-off verification after    | VERIFY UNREACHABLE 2, VERIFY MISMATCH 5, SYNC OK 10    | 5/4        | 500 | VERIFY_MISMATCH
            a mirror that found damage         | MIRROR MISMATCH 5 damaged=2, SYNC OK 10                | 5/4        | 500 | MIRROR_DAMAGE
            a mirror that went well after      | MIRROR OK 2, MIRROR MISMATCH 5 damaged=2, SYNC OK 10   | 5/4        | 500 |
            a mirror that is late              | SYNC OK 10, MIRROR UNREACHABLE 20, MIRROR OK 721       | 5/4        | 500 | MIRROR_OLD
            a mirror that is not yet late      | SYNC OK 10, MIRROR UNREACHABLE 20, MIRROR OK 719       | 5/4        | 500 |
            a mirror that never went through   | SYNC OK 10, MIRROR UNREACHABLE 20, MIRROR DENIED 721   | 5/4        | 500 | MIRROR_OLD
            a deletion that proved nothing     | PRUNE MISMATCH 5 missing=2, SYNC OK 10                 | 5/4        | 500 | PRUNE_DAMAGE
            one that had nothing to look at    | PRUNE OK 2 examined=0, PRUNE MISMATCH 5, SYNC OK 10    | 5/4        | 500 | PRUNE_DAMAGE
            one that proved everything         | PRUNE OK 2 examined=9, PRUNE MISMATCH 5, SYNC OK 10    | 5/4        | 500 |
            a retention that stops             | SYNC OK 10, RETENTION SAFETY_STOP 20, RETENTION OK 721 | 5/4        | 500 | RETENTION_STOPPED
            a retention that went through      | SYNC OK 10, RETENTION SAFETY_STOP 20, RETENTION OK 719 | 5/4        | 500 |
            a retention that found damage      | RETENTION MISMATCH 5, SYNC OK 10                       | 5/4        | 500 | RETENTION_DAMAGE
            a drill of long ago                | SYNC OK 10, DRILL OK 50401                             | 5/4        | 500 | DRILL_OLD
            a drill of not so long ago         | SYNC OK 10, DRILL OK 50399                             | 5/4        | 500 |
            a lock that is gone                | SYNC OK 5, VERIFY OK 9 lock_days=0, VERIFY OK 19 lock_days=30 | 5/4 | 500 | LOCK_GONE
            a lock                             | SYNC OK 5, VERIFY OK 9 lock_days=30                    | 5/4        | 500 |
            disk low                           | SYNC OK 10                                             | 5/4        | 99  | DISK_LOW
            disk just not low                  | SYNC OK 10                                             | 5/4        | 100 |
            disk low and unprotected           | SYNC UNREACHABLE 1, SYNC OK 119                        | 5/122      | 99  | DISK_LOW_UNPROTECTED
            vanished                           | SYNC INCOMPLETE 5 vanished=1, SYNC OK 65               | 5/4        | 500 | VANISHED
            vanished in the run before         | SYNC OK 5, SYNC INCOMPLETE 65 vanished=1               | 5/4        | 500 |
            """)
    void holdsAsTheTableSays(String name, String runs, String camera, long free, @Nullable String expected) {
        Facts facts = Facts.of(status(runs, camera, free), List.of(), LONG_AGO, NOW);

        Findings findings = RULES.look(facts);

        assertThat(findings.holding())
                .extracting(alert -> alert.kind().name())
                .containsExactlyInAnyOrderElementsOf(
                        expected == null ? List.of() : Splitter.on(' ').splitToList(expected));
    }

    @Test
    void whatWasNotReadBackForLongIsToldAndALockThatEndsEarly() {
        Instant unread = NOW.minus(Duration.ofDays(101));
        BackupStatus status = new BackupStatus(
                NOW,
                List.of(),
                List.of(run("SYNC OK 5"), run("VERIFY OK 9 lock_days=30")),
                null,
                new io.cammanager.backup.core.Coverage(9, 4, NOW, unread, NOW),
                Duration.ofDays(90),
                null);

        assertThat(RULES.look(Facts.of(status, List.of(), LONG_AGO, NOW)).holding())
                .containsExactlyInAnyOrder(
                        new Alert(AlertKey.of(AlertKind.NOT_READ_BACK), unread, Figures.files(4)),
                        new Alert(AlertKey.of(AlertKind.LOCK_ENDS), NOW.minus(Duration.ofMinutes(9)), Figures.NONE));
    }

    @Test
    void whatIsOverdueAfterARestartIsNeitherToldNorTakenForWell() {
        BackupStatus status = status("SYNC OK 10, DRILL OK 60000", "5/4", 500);

        Findings findings = RULES.look(Facts.of(status, List.of(), NOW.minus(Duration.ofHours(23)), NOW));

        assertThat(findings.holding()).isEmpty();
        assertThat(findings.fate(AlertKey.of(AlertKind.DRILL_OLD), NOW.minus(Duration.ofDays(3))))
                .isEqualTo(Findings.Fate.UNDECIDED);
    }

    @Test
    void afterDaysOffOneSyncIsTriedFirst() {
        Instant restarted = NOW.minus(Duration.ofMinutes(5));
        BackupStatus before = status("SYNC OK 4000", "3000/4000", 500);
        BackupStatus after = status("SYNC UNREACHABLE 1, SYNC OK 4000", "3000/4000", 500);

        assertThat(RULES.look(Facts.of(before, List.of(), restarted, NOW)).holding())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.CAMERA_SILENT);
        assertThat(RULES.look(Facts.of(after, List.of(), restarted, NOW)).holding())
                .extracting(Alert::kind)
                .containsExactlyInAnyOrder(AlertKind.CAMERA_SILENT, AlertKind.NO_SUCCESS);
    }

    @Test
    void jobsThatLeaveNoRecordCount() {
        BackupStatus status = status("SYNC OK 300", "5/4", 500);
        List<RunRecord> jobs = List.of(
                Statuses.sync(NOW.minus(Duration.ofMinutes(1)), ExitCode.LOCKED),
                Statuses.sync(NOW.minus(Duration.ofHours(3)), ExitCode.LOCKED));

        List<Alert> holding = RULES.look(Facts.of(status, jobs, LONG_AGO, NOW)).holding();

        assertThat(holding)
                .containsExactly(new Alert(
                        AlertKey.of(AlertKind.LOCKED),
                        NOW.minus(Duration.ofHours(5)),
                        Figures.problem("it ended with LOCKED")));
    }

    private static BackupStatus status(String runs, String camera, long free) {
        List<String> times = Splitter.on('/').splitToList(camera);
        CameraStatus state = Statuses.camera("gate", ago(times.get(0)), ago(times.get(1)));
        List<RunRecord> records =
                Arrays.stream(runs.split(", ")).map(AlertRulesTest::run).toList();
        return new BackupStatus(NOW, List.of(state), records, new Disk(1000, free));
    }

    private static @Nullable Instant ago(String minutes) {
        return minutes.equals("-") ? null : NOW.minus(Duration.ofMinutes(Long.parseLong(minutes)));
    }

    private static RunRecord run(String text) {
        List<String> words = new ArrayList<>(Splitter.on(' ').splitToList(text));
        boolean skew = words.get(1).equals("SKEW");
        Map<String, Long> counts = words.size() < 4
                ? Map.of()
                : Map.of(
                        words.get(3).replaceAll("=.*", ""),
                        Long.parseLong(words.get(3).replaceAll(".*=", "")));
        RunRecord run = Statuses.run(
                RunRecord.Kind.valueOf(words.get(0)),
                NOW.minus(Duration.ofMinutes(Long.parseLong(words.get(2)))),
                skew ? ExitCode.DENIED : ExitCode.valueOf(words.get(1)),
                counts);
        String problem = "could not list x: the clocks of this machine and of the store are too far apart (y)";
        return skew ? new RunRecord("r", run.kind(), run.started(), run.ended(), run.exitCode(), problem, counts) : run;
    }
}
