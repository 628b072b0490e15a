package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingNameTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-03_04-05-06.mp4, 2026-02-03T04:05:06",
        "2024-02-29_23-59-59, 2024-02-29T23:59:59",
        "2026-02-03_04-05-06 (1).mkv, 2026-02-03T04:05:06",
        "0000-01-01_00-00-00.mp4, 0000-01-01T00:00:00"
    })
    void tellsWhenARecordingStarted(String name, LocalDateTime start) {
        assertThat(RecordingName.startOf(name)).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "clip.mp4",
                "2026-02-03.mp4",
                "2026-02-03_04-05-0",
                "2026-02-03 04-05-06.mp4",
                "2026-02-31_04-05-06.mp4",
                "2026-13-01_04-05-06.mp4",
                "2026-02-03_24-00-00.mp4",
                "2026-02-03_04-60-00.mp4",
                "x2026-02-03_04-05-06.mp4",
                "+026-02-03_04-05-06.mp4",
                "２０２６-02-03_04-05-06.mp4"
            })
    void tellsNothingOfOtherNames(String name) {
        assertThat(RecordingName.startOf(name)).isNull();
    }
}
