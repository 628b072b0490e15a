package io.cammanager.backup.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-8", "UTF8"})
    void acceptsUtf8(String encoding) {
        assertThatCode(() -> EncodingGuard.requireUtf8(encoding)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1", "UTF-16"})
    void refusesTheRestAndSaysWhatToSet(String encoding) {
        assertThatThrownBy(() -> EncodingGuard.requireUtf8(encoding))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }
}
