package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.Retention;
import io.cammanager.backup.core.bucket.RetentionReport;
import io.cammanager.backup.core.bucket.RuleChange;
import io.cammanager.backup.core.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clear",
        description =
                "Take away every rule that retention set and bucket init have made, so that the store deletes nothing"
                        + " any more. Rules of others stay as they are.")
final class RetentionClearCommand extends BackupCommand {
    @Option(names = "--dry-run", description = "Show the rules that would go, and take none away.")
    private boolean dryRun;

    RetentionClearCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        RetentionReport report;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            report = care.retention().clear(dryRun ? Retention.Mode.DRY_RUN : Retention.Mode.APPLY);
        }
        String counts = report.count(RuleChange.Kind.REMOVED) + " removed, " + report.count(RuleChange.Kind.FOREIGN)
                + " of others left as they are.";
        new RetentionOutput(context().console(), json())
                .write(
                        report,
                        RuleLine::marked,
                        List.of(),
                        (dryRun ? "Dry run, nothing was changed. Rules would be: " : "Rules: ") + counts);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return RetentionOutput.emptySummary();
    }
}
