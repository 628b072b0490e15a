package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SmallValuesTest {
    @Test
    void exitCodesOutweighEachOtherInTheDocumentedOrder() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code))
                .containsExactly(130, 143, 2, 8, 12, 6, 10, 11, 4, 5, 7, 3, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "OK, INCOMPLETE, INCOMPLETE",
        "INCOMPLETE, MISMATCH, MISMATCH",
        "UNREACHABLE, MISMATCH, UNREACHABLE",
        "LOCKED, SAFETY_STOP, LOCKED",
        "INTERRUPTED, USAGE, INTERRUPTED",
        "UNEXPECTED, OK, UNEXPECTED",
        "UNEXPECTED, INCOMPLETE, INCOMPLETE"
    })
    void theWeightierExitCodeWinsFromEitherSide(ExitCode one, ExitCode other, ExitCode winner) {
        assertThat(one.and(other)).isEqualTo(winner);
        assertThat(other.and(one)).isEqualTo(winner);
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void okOutweighsNothing(ExitCode code) {
        assertThat(ExitCode.OK.and(code)).isEqualTo(code);
    }

    @Test
    void excludesComeFirstAndAnIncludeLeavesTheRestOut() {
        FilterRules rules = new FilterRules(List.of("- *.tmp")).with(List.of("*.mp4", "*.mkv"), List.of("north/**"));

        assertThat(rules.rules()).containsExactly("- north/**", "- *.tmp", "+ *.mp4", "+ *.mkv", "- **");
    }

    @Test
    void withoutAnIncludeTheRestStays() {
        assertThat(FilterRules.DEFAULT.with(List.of(), List.of("x")).rules())
                .containsExactly("- x", "- *.tmp", "- *.part", "- .DS_Store");
        assertThat(FilterRules.DEFAULT.with(List.of(), List.of())).isEqualTo(FilterRules.DEFAULT);
    }

    @Test
    void aRuleSaysWhetherItKeeps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilterRules(List.of("*.mp4")))
                .withMessageContaining("*.mp4");
    }

    @Test
    void countsOfASyncMustAddUp() {
        assertThat(summary(28).scanned()).isEqualTo(28);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> summary(29))
                .withMessage("scanned (29) must be the sum of the outcomes (28)");
    }

    private static SyncSummary summary(long scanned) {
        return new SyncSummary(scanned, 1, 2, 3, 4, 5, 6, 7, 1, 0, 0, 0, 0, 0, 0, 0);
    }
}
