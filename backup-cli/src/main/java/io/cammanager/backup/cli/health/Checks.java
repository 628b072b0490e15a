package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.Assurance.Verdict;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong by the verifications and drills of the past. */
final class Checks {
    private Checks() {}

    static List<Problem> problems(BackupStatus status, Messages messages) {
        Assurance assurance = new Assurance(status);
        List<Problem> problems = new ArrayList<>();
        assurance
                .damage()
                .ifPresent(run -> problems.add(new Problem(
                        ExitCode.MISMATCH,
                        "the verification of " + run.ended() + " found recordings that are missing or damaged:"
                                + " backup-cli verify --level data --heal sends again what is still here")));
        if (assurance.drill() == Verdict.BAD) {
            assurance.lastDrill().map(drill -> drill(drill, status, messages)).ifPresent(problems::add);
        }
        if (assurance.coverage() == Verdict.BAD) {
            problems.add(new Problem(
                    ExitCode.INCOMPLETE,
                    "the content of some recordings was not read back for "
                            + messages.count(status.coverage().age().toDays())
                            + " days: run backup-cli verify --level data --rotate every day"));
        }
        return problems;
    }

    private static Problem drill(RunRecord last, BackupStatus status, Messages messages) {
        if (!last.succeeded()) {
            return new Problem(
                    ExitCode.MISMATCH,
                    "the last restore drill failed: backup-cli drill --verbose names what could not be restored");
        }
        long days = Duration.between(last.ended(), status.at()).toDays();
        return new Problem(
                ExitCode.INCOMPLETE,
                "no restore was rehearsed for " + messages.count(days) + " days: run backup-cli drill every month");
    }
}
