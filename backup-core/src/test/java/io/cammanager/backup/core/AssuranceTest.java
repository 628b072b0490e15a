package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Assurance.Verdict;
import io.cammanager.backup.core.RunRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssuranceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} of {1} never read, read {2} days ago, never read since {3}: {4}")
    @CsvSource({
        "0, 0, , , GOOD",
        "0, 9, 1, , GOOD",
        "5, 9, 1, 2, GOOD",
        "0, 9, 91, , DUE",
        "9, 9, , 1, DUE",
        "9, 9, , 99, DUE",
        "9, 9, , 101, BAD",
        "1, 9, 1, 101, BAD",
        "0, 9, 101, , BAD",
    })
    void judgesWhatWasReadBack(
            long never, long confirmed, @Nullable Long read, @Nullable Long unread, Verdict expected) {
        Coverage coverage = new Coverage(confirmed, never, ago(read), ago(unread), NOW);

        assertThat(new Assurance(status(coverage)).coverage()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} days ago: {2}")
    @CsvSource({
        "OK, 30, GOOD",
        "OK, 34, DUE",
        "OK, 36, BAD",
        "MISMATCH, 1, BAD",
        "INCOMPLETE, 1, BAD",
        "UNREACHABLE, 1, DUE"
    })
    void judgesTheLastDrill(ExitCode exitCode, long days, Verdict expected) {
        assertThat(new Assurance(status(some(), run(Kind.DRILL, exitCode, days, VerifyLevel.DRILL))).drill())
                .isEqualTo(expected);
    }

    @Test
    void aDrillIsDueOnceThereIsSomethingToRestore() {
        assertThat(new Assurance(status(Coverage.none(NOW))).drill()).isEqualTo(Verdict.GOOD);
        assertThat(new Assurance(status(some())).drill()).isEqualTo(Verdict.DUE);
    }

    @Test
    void aDrillThatWasBrokenOffDoesNotHideOneThatFailed() {
        RunRecord broken = run(Kind.DRILL, ExitCode.INTERRUPTED, 1, VerifyLevel.DRILL);
        RunRecord failed = run(Kind.DRILL, ExitCode.MISMATCH, 2, VerifyLevel.DRILL);

        assertThat(new Assurance(status(some(), broken, failed)).drill()).isEqualTo(Verdict.BAD);
    }

    @ParameterizedTest(name = "damage at {0}, then none at {1}: still there {2}")
    @CsvSource({"DATA, LIST, true", "DATA, DATA, false", "LIST, HEAD, false", "LIST, LIST, false"})
    void damageStandsUntilSomeoneLooksAsDeepAndFindsNone(VerifyLevel damaged, VerifyLevel later, boolean stands) {
        RunRecord damage = run(Kind.VERIFY, ExitCode.MISMATCH, 2, damaged);
        RunRecord fine = run(Kind.VERIFY, ExitCode.OK, 1, later);

        assertThat(new Assurance(status(some(), fine, damage)).damage().isPresent())
                .isEqualTo(stands);
    }

    private static BackupStatus status(Coverage coverage, RunRecord... runs) {
        return new BackupStatus(NOW, List.of(), List.of(runs), null, coverage, null);
    }

    private static Coverage some() {
        return new Coverage(9, 0, NOW, null, NOW);
    }

    private static RunRecord run(Kind kind, ExitCode exitCode, long days, VerifyLevel level) {
        Instant ended = NOW.minus(Duration.ofDays(days));
        return new RunRecord("r", kind, ended, ended, exitCode, null, Map.of(level.countName(), 1L));
    }

    private static @Nullable Instant ago(@Nullable Long days) {
        return days == null ? null : NOW.minus(Duration.ofDays(days));
    }
}
