package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.settings.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Bring recordings back, every byte checked. A different file in the target stays as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli restore /mnt/new           everything",
            "  backup-cli restore /tmp/case --camera garage --from 2026-02-03T04:00 --to 2026-02-03T06:00",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class RestoreCommand extends BackupCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "Directory that receives the recordings.")
    private Path target = Path.of("");

    @Option(names = "--overwrite", description = "Replace files in the target that differ.")
    private boolean overwrite;

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    RestoreCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        RestoreOptions restore = new RestoreOptions(
                target,
                selection.selection(),
                overwrite ? RestoreOptions.Existing.OVERWRITE : RestoreOptions.Existing.KEEP,
                settings.transfer().transfers());
        Reporter reporter = reporter(settings, options, SyncOptions.Mode.APPLY);

        RestoreReport report =
                follow(settings, options, reporter, (engine, listener) -> engine.restore(restore, listener));

        reporter.finished(report);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new RestoreSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
