package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.Assurance.Verdict;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.report.Messages;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/**
 * Puts the verifications and drills of the past into words.
 *
 * @param time writes a time as the lines around do
 */
record ChecksText(Messages messages, Function<Instant, String> time) {
    String verify(BackupStatus status) {
        return status.last(RunRecord.Kind.VERIFY)
                .map(run -> ended(run)
                        + run.level()
                                .map(level -> ", --level " + level.name().toLowerCase(Locale.ROOT))
                                .orElse(""))
                .orElseGet(() -> messages.text("health.never"));
    }

    String drill(BackupStatus status) {
        String last = status.last(RunRecord.Kind.DRILL).map(this::ended).orElseGet(() -> messages.text("health.never"));
        return new Assurance(status).drill() == Verdict.DUE ? last + messages.text("health.drill.due") : last;
    }

    private String ended(RunRecord run) {
        String when = time.apply(run.ended());
        return run.succeeded()
                ? messages.text("health.passed", when)
                : messages.text("health.ended", when, run.exitCode().code());
    }

    String coverage(Coverage coverage) {
        if (coverage.confirmed() == 0) {
            return messages.text("health.read.nothing");
        }
        if (coverage.isFull()) {
            return messages.text("health.read.all", coverage.days());
        }
        String never = messages.text("health.read.never", coverage.neverRead(), coverage.confirmed());
        return coverage.oldestRead() == null ? never : never + messages.text("health.read.rest", coverage.days());
    }
}
