package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Assurance.Verdict;
import io.cammanager.backup.core.RunRecord.Kind;
import io.cammanager.backup.core.Upkeep.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
    private static final Map<Kind, Duration> DAILY =
            Map.of(Kind.MIRROR, Duration.ofDays(1), Kind.RETENTION, Duration.ofDays(1));

    @ParameterizedTest(name = "{0} {1}, scheduled: {2}, {3}")
    @CsvSource({
        "OK, 1, true, GOOD",
        "OK, 47, true, GOOD",
        "OK, 49, true, BAD",
        "OK, 49, false, GOOD",
        "MISMATCH, 1, false, BAD",
        "INCOMPLETE, 1, false, DUE",
        "UNREACHABLE, 1, true, DUE",
        "UNREACHABLE, 49, true, BAD",
        "TERMINATED, 1, false, GOOD",
    })
    void judgesTheLastMirrorAndTheLastRetention(ExitCode exitCode, long hours, boolean scheduled, Verdict expected) {
        for (Kind kind : DAILY.keySet()) {
            Upkeep upkeep = new Upkeep(status(run(kind, exitCode, hours)), scheduled ? DAILY : Map.of());

            assertThat(upkeep.verdict(kind)).as("%s", kind).isEqualTo(expected);
            assertThat(upkeep.isUsed(kind)).isTrue();
        }
    }

    @Test
    void whatIsScheduledAndWasNeverDoneIsDueAndWhatIsNotScheduledIsNot() {
        assertThat(new Upkeep(status(), DAILY).verdict(Kind.MIRROR)).isEqualTo(Verdict.DUE);
        assertThat(new Upkeep(status(), DAILY).verdict(Kind.PRUNE)).isEqualTo(Verdict.GOOD);
        assertThat(new Upkeep(status(), DAILY).isUsed(Kind.PRUNE)).isFalse();
    }

    @Test
    void damageStandsUntilARunLooksAgainAndFindsNone() {
        RunRecord damage = run(Kind.PRUNE, ExitCode.MISMATCH, 3);
        RunRecord unreachable = run(Kind.PRUNE, ExitCode.UNREACHABLE, 2);
        RunRecord idle = run(Kind.PRUNE, ExitCode.OK, 1, "examined", 0);
        RunRecord fine = run(Kind.PRUNE, ExitCode.OK, 1, "examined", 5);

        assertThat(damage(unreachable, damage)).isTrue();
        assertThat(damage(idle, damage)).isTrue();
        assertThat(damage(fine, damage)).isFalse();
    }

    @Test
    void whatADoctorFindsIsNoDamage() {
        assertThat(new Upkeep(status(run(Kind.DOCTOR, ExitCode.MISMATCH, 1)), Map.of()).verdict(Kind.DOCTOR))
                .isEqualTo(Verdict.DUE);
    }

    @ParameterizedTest(name = "locked for {0} days, before for {1}, kept for {2}: {3}")
    @CsvSource({
        ", , 90, NONE",
        "0, , 90, NONE",
        "90, , 90, LONG_ENOUGH",
        "30, , , LONG_ENOUGH",
        "89, , 90, ENDS_EARLY",
        "0, 30, 90, GONE",
        "30, 0, 30, LONG_ENOUGH",
    })
    void judgesTheLockOfTheBucket(@Nullable Long days, @Nullable Long before, @Nullable Long kept, Lock expected) {
        RunRecord last = days == null
                ? run(Kind.VERIFY, ExitCode.OK, 1)
                : run(Kind.VERIFY, ExitCode.OK, 1, RunRecord.LOCK_DAYS, days);
        RunRecord earlier = before == null
                ? run(Kind.VERIFY, ExitCode.OK, 2)
                : run(Kind.VERIFY, ExitCode.OK, 2, RunRecord.LOCK_DAYS, before);
        BackupStatus status = new BackupStatus(
                NOW,
                List.of(),
                List.of(last, earlier),
                null,
                Coverage.none(NOW),
                kept == null ? null : Duration.ofDays(kept),
                null);

        assertThat(new Upkeep(status, Map.of()).lock()).isEqualTo(expected);
    }

    private static boolean damage(RunRecord... runs) {
        return new Upkeep(status(runs), Map.of()).damage(Kind.PRUNE).isPresent();
    }

    private static BackupStatus status(RunRecord... runs) {
        return new BackupStatus(NOW, List.of(), List.of(runs), null);
    }

    private static RunRecord run(Kind kind, ExitCode exitCode, long hours) {
        return run(kind, exitCode, hours, "examined", 1);
    }

    private static RunRecord run(Kind kind, ExitCode exitCode, long hours, String count, long value) {
        Instant ended = NOW.minus(Duration.ofHours(hours));
        return new RunRecord("r", kind, ended, ended, exitCode, null, Map.of(count, value));
    }
}
