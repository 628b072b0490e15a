package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.PruneSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune-local",
        description =
                "Delete recordings here whose copies the bucket proves at this moment, the oldest first. What is not"
                        + " proven stays and is named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli prune-local --keep-free 20%% --dry-run",
            "                                        what would go until a fifth of the disk is free",
            "  backup-cli prune-local --older-than 7d --level data",
            "                                        only what was read back from the bucket and is whole",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class PruneCommand extends BackupCommand {
    @ArgGroup(multiplicity = "1")
    private Goal goal = new Goal();

    /** One of the two. */
    static final class Goal {
        @Option(
                names = "--keep-free",
                required = true,
                paramLabel = "SPACE",
                converter = FreeSpaceConverter.class,
                description = "Delete the oldest until so much of the disk is free, such as 20%% or 500G.")
        private @Nullable FreeSpace keepFree;

        @Option(
                names = "--older-than",
                required = true,
                paramLabel = "AGE",
                converter = DurationConverter.class,
                description = "Delete all that started longer ago, such as 7d.")
        private @Nullable Duration olderThan;

        private PruneOptions.Goal goal() {
            if (keepFree != null) {
                return new PruneOptions.Goal.KeepFree(keepFree);
            }
            return new PruneOptions.Goal.OlderThan(olderThan == null ? Duration.ZERO : olderThan);
        }
    }

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            description = "What is younger than so many days stays in any case. Default: 1, which is also the least.")
    private int keepDays = PruneOptions.DEFAULT_KEEP_DAYS;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "What proves a copy: head asks the bucket for its size, ETag, id and hash, data downloads it"
                    + " and hashes every byte. Default: head.")
    private VerifyLevel level = VerifyLevel.HEAD;

    @Option(names = "--dry-run", description = "Prove and say what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Mixin
    private final RunOptions options = new RunOptions();

    PruneCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        SyncOptions.Mode mode = dryRun ? SyncOptions.Mode.DRY_RUN : SyncOptions.Mode.APPLY;
        PruneOptions prune = prune(settings, mode);
        Reporter reporter = reporter(settings, options, mode);

        PruneReport report = follow(settings, options, reporter, (engine, listener) -> engine.prune(prune, listener));

        reporter.finished(report);
        return report.exitCode();
    }

    private PruneOptions prune(Settings settings, SyncOptions.Mode mode) {
        if (level == VerifyLevel.LIST) {
            throw new BackupException(
                    ExitCode.USAGE, "--level must be head or data: a listing is no proof that a copy is there");
        }
        if (keepDays < 1 || keepDays > PruneOptions.MAX_KEEP_DAYS) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "--keep-days (" + keepDays + ") must be 1 to " + PruneOptions.MAX_KEEP_DAYS
                            + ": what is still being recorded must stay");
        }
        return new PruneOptions(
                goal.goal(), keepDays, level, mode, settings.transfer().transfers());
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new PruneSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
