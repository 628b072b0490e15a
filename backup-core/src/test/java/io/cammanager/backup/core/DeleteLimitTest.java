package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeleteLimitTest {
    @ParameterizedTest
    @CsvSource({"0, 1000, 0", "7, 1000, 7", "0%, 1000, 0", "20%, 1000, 200", "20%, 9, 1", "100%, 9, 9"})
    void isANumberOrAShare(String text, long confirmed, long allowed) {
        assertThat(DeleteLimit.parse(text).of(confirmed)).isEqualTo(allowed);
        assertThat(DeleteLimit.parse(text)).hasToString(text.equals("0%") ? "0" : text);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "999, 100", "1000, 100", "1010, 101", "216000, 21600"})
    void isATenthAndAtLeastAHundredUnlessSet(long confirmed, long allowed) {
        assertThat(DeleteLimit.DEFAULT.of(confirmed)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "101%", "%", "ten", "10 %", "9999999999999"})
    void refusesWhatIsNeither(String text) {
        assertThatThrownBy(() -> DeleteLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysBothWhenBothHold() {
        assertThat(DeleteLimit.DEFAULT).hasToString("10%, but at least 100");
    }
}
