package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.ExpirySummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description =
                "Delete recordings from the bucket that are older than so many days, where the store has no rules for that."
                        + " What is too old is marked first, and deleted by a run a day or more later.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli retention apply --days 30 --dry-run",
            "                                        what would be deleted now, and what marked",
            "  backup-cli retention apply --days 30  once a day: deletes what was marked, marks the rest",
            "",
            "A recording is as old as the later of the time in its name and that at which it was stored; one",
            "whose name tells no time, as the later of its modification time and that. The newest of a camera,",
            "what is locked, what sync would send again and what others have put into the bucket stay.",
            "",
            "Nothing is deleted while the last verification or drill has found damage, after a sync that was",
            "stopped for safety, or while the clocks here and there are more than 5 minutes apart.",
            "",
            "Exit codes: 4 nothing was deleted, since something is in doubt or more would go than may;",
            "7 an object is not what was confirmed: it stays and is named"
        })
final class RetentionApplyCommand extends BackupCommand {
    @Option(names = "--days", paramLabel = "N", description = "Keep recordings for so many days (RETENTION_DAYS).")
    private @Nullable Integer days;

    @Option(
            names = "--max-delete",
            paramLabel = "N|P%",
            converter = GuardOptions.LimitConverter.class,
            description = "Stop before anything is deleted when more would be, such as 5000 or 20%%. Otherwise the"
                    + " recordings of two days, or a tenth of all where that is more.")
    private @Nullable DeleteLimit maxDelete;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Delete what was marked so long ago. Default: 24h, which is also the least.")
    private Duration grace = ExpiryOptions.MIN_GRACE;

    @Option(
            names = "--replaced-days",
            paramLabel = "N",
            description =
                    "Keep what was replaced and put aside below .cammanager/replaced/ for so many days (REPLACED_DAYS).")
    private @Nullable Integer replacedDays;

    @Option(names = "--dry-run", description = "Say what would be deleted and marked, and do neither.")
    private boolean dryRun;

    @Mixin
    private final RunOptions options = new RunOptions();

    RetentionApplyCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        SyncOptions.Mode mode = dryRun ? SyncOptions.Mode.DRY_RUN : SyncOptions.Mode.APPLY;
        ExpiryOptions expiry = expiry(settings, mode);
        Reporter reporter = reporter(settings, options, mode);

        ExpiryReport report =
                follow(settings, options, reporter, (engine, listener) -> engine.expire(expiry, listener));

        reporter.finished(report);
        return report.exitCode();
    }

    private ExpiryOptions expiry(Settings settings, SyncOptions.Mode mode) {
        int replaced = replacedDays == null ? settings.transfer().replacedDays() : replacedDays;
        requireDays("--replaced-days", replaced);
        if (grace.compareTo(ExpiryOptions.MIN_GRACE) < 0) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "--grace must be at least 24h: between the mark and the end there must be time to notice that"
                            + " something is about to go");
        }
        return new ExpiryOptions(
                days(settings.transfer().retention()),
                grace,
                maxDelete,
                replaced,
                mode,
                settings.transfer().transfers());
    }

    private int days(@Nullable Duration retention) {
        if (days != null) {
            return requireDays("--days", days);
        }
        if (retention == null) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "for how long recordings are kept is not said: give --days N, or set RETENTION_DAYS, which sync"
                            + " goes by, too");
        }
        return Math.toIntExact(retention.toDays());
    }

    private static int requireDays(String option, int value) {
        if (value < 1 || value > ExpiryOptions.MAX_DAYS) {
            throw new BackupException(
                    ExitCode.USAGE,
                    option + " (" + value + ") must be a whole number from 1 to " + ExpiryOptions.MAX_DAYS);
        }
        return value;
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new ExpirySummary(Map.of(), 0, 0, 0, 0));
    }
}
