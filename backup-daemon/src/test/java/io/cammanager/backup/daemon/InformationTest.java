package io.cammanager.backup.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.settings.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InformationTest {
    @ParameterizedTest
    @EnumSource
    void helpNamesEverySetting(Setting setting) {
        assertThat(Information.answer(List.of("--help"))).contains("\n  " + setting.name() + " ");
    }

    @Test
    void saysItsVersion() {
        assertThat(Information.answer(List.of("--version")))
                .startsWith("backup-daemon ")
                .contains(", Java ");
    }

    @Test
    void refusesEverythingElse() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> Information.answer(List.of("status", "--now\n")))
                .withMessage("backup-daemon takes sync, check, notify test, --help or --version, not status --now\\n:"
                        + " its settings come from the environment")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
