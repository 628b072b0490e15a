package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.settings.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drill",
        description = "Rehearse a restore: bring back one whole hour of a camera and some recordings at random, compare"
                + " them with what was confirmed and with the source, look whether they are whole MP4 files, and remove"
                + " them again. Exit code 7 when anything is not as it should be.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli drill                      an hour and 100 recordings",
            "  backup-cli drill --sample 20 --scratch /var/tmp --camera garage",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class DrillCommand extends BackupCommand {
    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Restore into a directory of its own below this one, which needs room for an hour of"
                    + " recordings. Default: where temporary files go.")
    private @Nullable Path scratch;

    @Mixin
    private final SampleOptions sample = new SampleOptions(new SecureRandom());

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final MetricsOption metrics = new MetricsOption();

    DrillCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        metrics.check();
        VerifyOptions drill = new VerifyOptions(
                VerifyLevel.DRILL,
                new Portion(selection.selection(), Shard.ALL, sample.drill()),
                settings.transfer().transfers(),
                null,
                scratch);
        Reporter reporter = reporter(settings, options, SyncOptions.Mode.APPLY);

        VerifyReport report = follow(
                settings, options, reporter, (engine, listener) -> engine.verify(drill, metrics.counting(listener)));

        metrics.write(RunRecord.Kind.DRILL, report.exitCode(), () -> open(settings), reporter);
        reporter.finished(report);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new VerifySummary(VerifyLevel.DRILL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null));
    }
}
