package io.cammanager.backup.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Bandwidth.Rates;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Shard;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that say how fast, and whose recordings. */
class BandwidthReaderTest {
    private static final long KIB = 1024;
    private static final long NO_LIMIT = Bandwidth.NO_LIMIT;

    @Test
    void oneRateCountsAlways() {
        assertThat(at("10M", "2026-03-02T08:00")).isEqualTo(new Rates(10 * KIB * KIB, 10 * KIB * KIB));
        assertThat(at("512", "2026-03-02T08:00")).isEqualTo(new Rates(512 * KIB, 512 * KIB));
        assertThat(at("10M:off", "2026-03-02T08:00")).isEqualTo(new Rates(10 * KIB * KIB, NO_LIMIT));
        assertThat(at("off:1b", "2026-03-02T08:00")).isEqualTo(new Rates(NO_LIMIT, 1));
        assertThat(at("off", "2026-03-02T08:00")).isEqualTo(Rates.UNLIMITED);
        assertThat(at("0", "2026-03-02T08:00")).isEqualTo(Rates.UNLIMITED);
        assertThat(at("", "2026-03-02T08:00")).isEqualTo(Rates.UNLIMITED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T07:59,off",
        "2026-03-01T08:00,512",
        "2026-03-02T18:59,512",
        "2026-03-02T19:00,10240",
        "2026-03-02T23:00,off",
        "2026-03-03T00:00,off"
    })
    void theTimetableOfADayIsForEveryDay(String time, String kib) {
        long rate = kib.equals("off") ? NO_LIMIT : Long.parseLong(kib) * KIB;

        assertThat(at("08:00,512k 19:00,10M 23:00,off", time)).isEqualTo(new Rates(rate, rate));
    }

    @Test
    void daysHaveNamesShortOrLong() {
        String table = "Mon-08:00,1M  friday-19:00,2M:3M SAT-00:00,off";

        assertThat(at(table, "2026-03-05T12:00").upload()).isEqualTo(KIB * KIB);
        assertThat(at(table, "2026-03-06T19:00")).isEqualTo(new Rates(2 * KIB * KIB, 3 * KIB * KIB));
        assertThat(at(table, "2026-03-09T07:59")).isEqualTo(Rates.UNLIMITED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fast|fast",
                "10M 5M|10M 5M",
                "8:00,1M|8:00,1M",
                "24:00,1M|24:00,1M",
                "08:00,1M,2M|1M,2M",
                "08:00,1M 09:00|09:00",
                "Lun-08:00,1M|Lun-08:00,1M",
                "Mon-08:00,|Mon-08:00,",
                "10M:|10M:",
                "-1M|-1M"
            })
    void nonsenseIsRefusedWhereItStands(String text, String part) {
        assertThatThrownBy(() -> read(Map.of("BWLIMIT", text)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("BWLIMIT (" + text + ") cannot be understood at " + part
                        + ": it must be bytes a" + " second such as 10M");
    }

    @Test
    void aShardIsAnIndexAndACount() {
        assertThat(shard(Map.of())).isEqualTo(Shard.ALL);
        assertThat(shard(Map.of("SHARD", "2/4"))).isEqualTo(new Shard(2, 4));
        assertThat(shard(Map.of("SHARD", "2/4", "JOB_COMPLETION_INDEX", "3"))).isEqualTo(new Shard(2, 4));
        assertThat(shard(Map.of("SHARD", "/4", "JOB_COMPLETION_INDEX", "3"))).isEqualTo(new Shard(3, 4));
        assertThat(shard(Map.of("SHARD_COUNT", "4", "JOB_COMPLETION_INDEX", "0")))
                .isEqualTo(new Shard(0, 4));
        assertThat(shard(Map.of("JOB_COMPLETION_INDEX", "3"))).isEqualTo(Shard.ALL);
        assertThat(read(Map.of("SHARD_COUNT", "4", "JOB_COMPLETION_INDEX", "0")).values())
                .filteredOn(value -> value.setting() == Setting.SHARD)
                .extracting(SettingValue::shown)
                .containsExactly("0/4");
    }

    @ParameterizedTest
    @CsvSource({
        "4,SHARD (4) must be an index and a count",
        "4/4,SHARD (4/4) needs a count from 1 to 10000 and an index from 0 to one less",
        "0/0,SHARD (0/0) needs a count",
        "0/99999,SHARD (0/99999) needs a count",
        "/4,SHARD (/4) has no index: write it as 0/4"
    })
    void whatIsNoShardIsRefused(String text, String sentence) {
        assertThatThrownBy(() -> read(Map.of("SHARD", text)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(sentence);
    }

    private static Rates at(String text, String time) {
        return read(Map.of("BWLIMIT", text)).transfer().bandwidth().at(LocalDateTime.parse(time));
    }

    private static Shard shard(Map<String, String> environment) {
        return read(environment).transfer().shard();
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(environment, Map.of());
    }
}
