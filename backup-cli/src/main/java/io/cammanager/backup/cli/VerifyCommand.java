package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.settings.Setting;
import io.cammanager.backup.core.settings.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Check that what was backed up is still in the bucket as it should be.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli verify                     quick: against the listing",
            "  backup-cli verify --level data --camera garage --from 2026-02-03 --to 2026-02-04",
            "                                        every byte of one camera's day",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class VerifyCommand extends BackupCommand {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "How deep: list compares with the listing, head looks at each object's metadata, data"
                    + " downloads and hashes every byte. Each finds what the one before finds. Default: list.")
    private VerifyLevel level = VerifyLevel.LIST;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only what a sync of this share of the cameras has sent (SHARD).")
    private @Nullable String shard;

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final MetricsOption metrics = new MetricsOption();

    VerifyCommand(Context context) {
        super(context);
    }

    @Override
    Map<Setting, String> flags() {
        Map<Setting, String> flags = super.flags();
        CommonOptions.put(flags, Setting.SHARD, shard);
        return flags;
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        metrics.check();
        VerifyOptions verify = new VerifyOptions(
                level, selection.selection(), settings.transfer().transfers());
        Reporter reporter = reporter(settings, options, SyncOptions.Mode.APPLY);

        VerifyReport report = follow(
                settings, options, reporter, (engine, listener) -> engine.verify(verify, metrics.counting(listener)));

        metrics.write(RunRecord.Kind.VERIFY, report.exitCode(), () -> open(settings), reporter);
        reporter.finished(report);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new VerifySummary(level, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
