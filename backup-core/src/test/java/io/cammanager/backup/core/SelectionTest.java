package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
    private static final LocalDateTime FROM = LocalDateTime.parse("2026-02-03T00:00:00");
    private static final LocalDateTime TO = LocalDateTime.parse("2026-02-04T00:00:00");

    @ParameterizedTest
    @CsvSource({
        "north/2026-02-02_23-59-59.mp4, false",
        "north/2026-02-03_00-00-00.mp4, true",
        "north/2026-02-03_23-59-59.mp4, true",
        "north/2026-02-04_00-00-00.mp4, false",
        "north/clip.mp4, false",
        "north/2026-02-03_00-00-00/clip.mp4, false"
    })
    void takesTheStartInclusiveAndTheEndExclusive(String path, boolean included) {
        assertThat(new Selection(Set.of(), FROM, TO).includes(new ObjectKey(path)))
                .isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({"north/a.mp4, true", "north/sub/a.mp4, true", "northwest/a.mp4, false", "north, false", "a.mp4, false"})
    void takesOnlyTheCamerasThatAreNamed(String path, boolean included) {
        assertThat(new Selection(Set.of("north", "south"), null, null).includes(new ObjectKey(path)))
                .isEqualTo(included);
    }

    @Test
    void takesEverythingWithoutABound() {
        assertThat(Selection.ALL.includes(new ObjectKey("clip.mp4"))).isTrue();
    }

    @Test
    void hasOpenEnds() {
        ObjectKey key = new ObjectKey("north/2026-02-03_00-00-00.mp4");

        assertThat(new Selection(Set.of(), FROM, null).includes(key)).isTrue();
        assertThat(new Selection(Set.of(), null, FROM).includes(key)).isFalse();
    }

    @Test
    void refusesAnEmptySpan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(Set.of(), FROM, FROM))
                .withMessageContaining("from (2026-02-03T00:00)");
    }
}
