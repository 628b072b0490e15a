package io.cammanager.backup.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.report.Messages;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunLogTest {
    private final LogLines log = LogLines.capture();
    private final RunLog english = new RunLog(new Messages(Locale.ENGLISH));
    private final RunLog spanish = new RunLog(new Messages(Locale.forLanguageTag("es")));

    @AfterEach
    void stopLogging() {
        log.close();
    }

    @Test
    void logsOneLineForTheStartAndOneForTheEnd() {
        english.started();
        english.ended(FakeRun.report(ExitCode.OK, null));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Sync started",
                        "INFO Sync completed: 1 failed, 12 uploaded (3.4 GiB), 1,100 unchanged,"
                                + " 2 still being written, 1,115 scanned in 12 s");
    }

    @Test
    void speaksSpanish() {
        spanish.started();
        spanish.ended(FakeRun.report(ExitCode.OK, null));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Sincronización iniciada",
                        "INFO Sincronización completada: 1 fallida, 12 subidas (3,4 GiB), 1.100 sin cambios,"
                                + " 2 aún en escritura, 1.115 examinadas en 12 s");
    }

    @Test
    void logsWhyARunStoppedAsAnError() {
        english.ended(FakeRun.report(
                ExitCode.UNREACHABLE, new Problem(ExitCode.UNREACHABLE, "cannot reach http://minio:9000")));

        assertThat(log.lines()).hasSize(2).first().isEqualTo("ERROR cannot reach http://minio:9000");
        assertThat(log.lines()).last().asString().startsWith("INFO Sync stopped: 1 failed");
    }

    @Test
    void logsTheLockOfAnotherRunAsAWarning() {
        english.ended(FakeRun.report(ExitCode.LOCKED, new Problem(ExitCode.LOCKED, "another run holds the lock")));

        assertThat(log.lines()).first().isEqualTo("WARN another run holds the lock");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "VANISHED", "CONFLICT"})
    void logsARecordingThatIsNotBackedUpAsAnErrorOnOneLine(Outcome outcome) {
        english.onEvent(new BackupEvent.Finished(
                "garage/a\n2026-03-01 INFO Sync completed.mp4", 10, outcome, Reason.UNREADABLE, "permission denied"));

        assertThat(log.lines())
                .containsExactly("ERROR " + outcome.name().toLowerCase(Locale.ROOT)
                        + ": garage/a\\n2026-03-01 INFO Sync completed.mp4: could not be read: permission denied");
    }

    @Test
    void saysNothingOfRecordingsThatAreFineOrThatACancelledRunDidNotComeTo() {
        english.onEvent(new BackupEvent.Finished("garage/a.mp4", 10, Outcome.UPLOADED, Reason.NEW, null));
        english.onEvent(new BackupEvent.Finished("garage/b.mp4", 10, Outcome.DEFERRED, Reason.UNSETTLED, null));
        english.onEvent(new BackupEvent.Finished("garage/c.mp4", 10, Outcome.FAILED, Reason.INTERRUPTED, null));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void logsWarnings() {
        english.onEvent(new BackupEvent.Warning("the source is on another device"));

        assertThat(log.lines()).containsExactly("WARN the source is on another device");
    }
}
