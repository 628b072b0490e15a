package io.cammanager.backup.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    /** 2026-03-01 is a Sunday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *            | 2026-03-01T08:00 | 2026-03-01T08:01
            * * * * *            | 2026-12-31T23:59 | 2027-01-01T00:00
            15 * * * *           | 2026-03-01T08:15 | 2026-03-01T09:15
            */20 * * * *         | 2026-03-01T08:21 | 2026-03-01T08:40
            10-40/15 * * * *     | 2026-03-01T08:26 | 2026-03-01T08:40
            5,50 8,20 * * *      | 2026-03-01T08:50 | 2026-03-01T20:05
            0 22-23 * * *        | 2026-03-01T23:00 | 2026-03-02T22:00
            30 4 1 * *           | 2026-03-01T08:00 | 2026-04-01T04:30
            30 4 31 * *          | 2026-03-31T04:30 | 2026-05-31T04:30
            0 0 29 2 *           | 2026-03-01T08:00 | 2028-02-29T00:00
            0 0 29 2 *           | 2096-03-01T08:00 | 2104-02-29T00:00
            0 3 * * mon-fri      | 2026-03-06T03:00 | 2026-03-09T03:00
            0 3 * * sat-sun      | 2026-03-01T08:00 | 2026-03-07T03:00
            0 3 * * 0            | 2026-03-01T08:00 | 2026-03-08T03:00
            0 3 * * 7            | 2026-03-01T08:00 | 2026-03-08T03:00
            0 3 * JUL,nov Tue    | 2026-03-01T08:00 | 2026-07-07T03:00
            0 3 13 * fri         | 2026-03-01T08:00 | 2026-03-06T03:00
            0 3 13 * fri         | 2026-03-06T03:00 | 2026-03-13T03:00
            0 3 */2 * sun        | 2026-03-01T08:00 | 2026-03-15T03:00
            \t0  3\t1 1  *\t     | 2026-03-01T08:00 | 2027-01-01T03:00
            """)
    void findsTheNextTime(String text, LocalDateTime after, LocalDateTime expected) {
        Instant next = Cron.parse(text.replace("\\t", "\t")).nextAfter(after.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

        assertThat(next).isEqualTo(expected.toInstant(ZoneOffset.UTC));
    }

    @Test
    void countsSecondsAsLaterThanTheirMinute() {
        Instant next = Cron.parse("0 8 * * *").nextAfter(Instant.parse("2026-03-01T07:59:59.999Z"), ZoneOffset.UTC);

        assertThat(next).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    }

    /** On 2026-03-29, 02:00 to 03:00 is left out in Madrid; on 2026-10-25 it is there twice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            */20 2 * * *  | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            30 2 * * *    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            0 3 * * *     | 2026-10-25T00:30:00Z | 2026-10-25T02:00:00Z 2026-10-26T02:00:00Z
            30 * * * *    | 2026-03-29T00:00:00Z | 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z
            30 * * * *    | 2026-10-25T00:00:00Z | 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
            """)
    void runsOnceWhenTheClocksChange(String text, Instant after, String expected) {
        Cron cron = Cron.parse(text);
        List<Instant> times =
                Stream.of(expected.split(" ", -1)).map(Instant::parse).toList();

        List<Instant> found = Stream.iterate(cron.nextAfter(after, MADRID), time -> cron.nextAfter(time, MADRID))
                .limit(times.size())
                .toList();

        assertThat(found).isEqualTo(times);
    }

    @Test
    void agreesWithAWalkThroughEveryMinuteOfAYear() {
        Cron cron = Cron.parse("7,37 */6 1-10 * *");
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        Instant next = cron.nextAfter(time.minusSeconds(1), ZoneOffset.UTC);

        for (int minute = 0; minute < 365 * 24 * 60; minute++) {
            LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            boolean matches = local.getMinute() % 30 == 7 && local.getHour() % 6 == 0 && local.getDayOfMonth() <= 10;
            assertThat(matches).as("%s", local).isEqualTo(time.equals(next));
            next = matches ? cron.nextAfter(time, ZoneOffset.UTC) : next;
            time = time.plus(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""            | has 0 fields instead of 5
            0 3 * *       | has 4 fields instead of 5
            0 0 3 * * *   | has 6 fields instead of 5
            @daily        | has 1 fields instead of 5
            60 * * * *    | cannot be read: the minute 60 must be 0 to 59
            * 24 * * *    | cannot be read: the hour 24 must be 0 to 23
            * * 0 * *     | cannot be read: the day of the month 0 must be 1 to 31
            * * * 13 *    | cannot be read: the month 13 must be 1 to 12
            * * * * 8     | cannot be read: the day of the week 8 must be 0 to 7
            * * * juli *  | cannot be read: the month juli is neither a number nor a name of three letters
            -5 * * * *    | cannot be read: the minute -5 is not a number
            1,,2 * * * *  | cannot be read: the minute "" is not a number
            9-5 * * * *   | cannot be read: the minute 9-5 runs backwards
            5/10 * * * *  | cannot be read: the minute 5/10 has a step without a range
            */0 * * * *   | cannot be read: the minute */0 has a step of 0
            */2/3 * * * * | cannot be read: the minute */2/3 has more than one step
            0 0 30 2 *    | never comes: no month that it names has that day
            99999999999 * * * * | cannot be read: the minute 99999999999 is not a number
            """)
    void refusesWhatIsNone(String text, String why) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> Cron.parse(text))
                .withMessageStartingWith("the cron expression " + Quoted.of(text) + " " + why)
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void quotesHostileExpressions() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> Cron.parse("1\u001b[2J * * * *"))
                .withMessageNotContaining("\u001b");
    }
}
