package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.Retention;
import io.cammanager.backup.core.bucket.RetentionReport;
import io.cammanager.backup.core.bucket.RetentionWish;
import io.cammanager.backup.core.bucket.RuleChange;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.store.LifecycleRule.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "set",
        description =
                "Let the store delete recordings that are older than so many days, by a rule for each camera that the"
                        + " bucket or the source has. Rules of others stay as they are; what the store made of ours is read back.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli retention set --days 30 --dry-run",
            "  backup-cli retention set --days 365 --transition-days 30 --storage-class GLACIER",
            "",
            "Days count from the upload. Run it again when there is a new camera. What was replaced and kept",
            "aside goes after REPLACED_DAYS; nothing else below .cammanager/ expires.",
            "",
            "Exit codes: 3 the store dropped or changed a rule, or knows no rules; 6 this key may not set them"
        })
final class RetentionSetCommand extends BackupCommand {
    @Option(names = "--days", paramLabel = "N", required = true, description = "Keep recordings for so many days.")
    private int days;

    @Option(
            names = "--noncurrent-days",
            paramLabel = "N",
            description = "Where the bucket keeps versions: keep older ones for so many days.")
    private @Nullable Integer noncurrentDays;

    @Option(
            names = "--abort-uploads-days",
            paramLabel = "N",
            description = "Drop uploads that were not completed after so many days.")
    private @Nullable Integer abortUploadsDays;

    @Option(
            names = "--transition-days",
            paramLabel = "N",
            description = "Move recordings to another storage class after so many days.")
    private @Nullable Integer transitionDays;

    @Option(
            names = "--storage-class",
            paramLabel = "CLASS",
            description = "That class, such as GLACIER or STANDARD_IA.")
    private @Nullable String storageClass;

    @Option(names = "--dry-run", description = "Show the rules, and set none.")
    private boolean dryRun;

    RetentionSetCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        RetentionWish wish = wish(settings.transfer().replacedDays());
        RetentionReport report;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            report = care.retention().set(wish, dryRun ? Retention.Mode.DRY_RUN : Retention.Mode.APPLY);
        }
        List<String> hints = new ArrayList<>(report.hints());
        RetentionHint.of(days, settings.transfer().retention()).ifPresent(hints::add);
        new RetentionOutput(context().console(), json()).write(report, RuleLine::marked, hints, end(report));
        return report.exitCode();
    }

    private RetentionWish wish(int replacedDays) {
        requireDays("--days", days);
        requireDays("--noncurrent-days", noncurrentDays);
        requireDays("--abort-uploads-days", abortUploadsDays);
        requireDays("--transition-days", transitionDays);
        if ((transitionDays == null) != (storageClass == null)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    (transitionDays == null
                                    ? "--storage-class needs --transition-days"
                                    : "--transition-days needs --storage-class")
                            + ": give both, or neither to leave recordings where they are");
        }
        if (transitionDays != null && transitionDays >= days) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "--transition-days (" + transitionDays + ") must be less than --days (" + days
                            + "), when recordings go");
        }
        Transition transition =
                transitionDays == null || storageClass == null ? null : new Transition(transitionDays, storageClass);
        return new RetentionWish(days, replacedDays, noncurrentDays, abortUploadsDays, transition);
    }

    private static void requireDays(String option, @Nullable Integer value) {
        if (value != null && (value < 1 || value > 36_500)) {
            throw new BackupException(
                    ExitCode.USAGE, option + " (" + value + ") must be a whole number from 1 to 36500");
        }
    }

    private String end(RetentionReport report) {
        long touched = report.count(RuleChange.Kind.ADDED) + report.count(RuleChange.Kind.CHANGED);
        String others = ", " + report.count(RuleChange.Kind.FOREIGN) + " of others left as they are.";
        String counts = touched + " set, " + report.count(RuleChange.Kind.UNCHANGED) + " as they were, "
                + report.count(RuleChange.Kind.REMOVED) + " removed" + others;
        if (dryRun) {
            return "Dry run, nothing was changed. Rules would be: " + counts;
        }
        return report.problems().isEmpty()
                ? "The store has these rules, read back. Rules: " + counts
                : "The store does not have all of these rules.";
    }

    @Override
    public JsonLine emptySummary() {
        return RetentionOutput.emptySummary();
    }
}
