package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.ComparisonReport;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.settings.Setting;
import io.cammanager.backup.core.settings.Settings;
import java.security.SecureRandom;
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
            "  backup-cli verify --level data --rotate   each day: everything is read within 90 days",
            "  backup-cli verify --level head --part 0/7 a seventh of it; 6/7 is the last",
            "  backup-cli verify --level data --heal     send again what is damaged and still here",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class VerifyCommand extends BackupCommand {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "How deep: list compares with the listing, head looks at each object's metadata, data"
                    + " downloads and hashes every byte, drill restores a sample: see backup-cli drill --help. Each"
                    + " finds what the one before finds. Default: list.")
    private VerifyLevel level = VerifyLevel.LIST;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only what a sync of this share of the cameras has sent (SHARD).")
    private @Nullable String shard;

    @Option(
            names = "--part",
            paramLabel = "I/N",
            converter = PartConverter.class,
            description = "Only this part of the recordings, by a hash of their path: 0/7 to 6/7 together are all.")
    private Shard part = Shard.ALL;

    @Option(
            names = "--rotate",
            description =
                    "With --level data: read what was read the longest ago, as much as it takes for a run a day to"
                            + " have read everything within 90 days, and 300 more at random.")
    private boolean rotate;

    @Option(
            names = "--heal",
            description = "Send again what is missing or damaged, as far as it is still here as it was confirmed. What"
                    + " stands in its place is kept. A bucket that somebody has emptied is left to sync --heal.")
    private boolean heal;

    @Mixin
    private final SampleOptions sample = new SampleOptions(new SecureRandom());

    @Mixin
    private final ReportOption report = new ReportOption();

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
        VerifyOptions verify = options(settings);
        Reporter reporter = report.beside(reporter(settings, options, SyncOptions.Mode.APPLY));

        VerifyReport ended;
        try (ComparisonReport lines = report.open(context().console(), json(), reporter)) {
            ended = lines.finish(follow(
                    settings, options, lines, (engine, listener) -> engine.verify(verify, metrics.counting(listener))));
        }

        RunRecord.Kind kind = level == VerifyLevel.DRILL ? RunRecord.Kind.DRILL : RunRecord.Kind.VERIFY;
        metrics.write(kind, ended.exitCode(), () -> open(settings), reporter);
        reporter.finished(ended);
        return ended.exitCode();
    }

    private VerifyOptions options(Settings settings) {
        refuse(rotate && level != VerifyLevel.DATA, "--rotate reads content: add --level data");
        refuse(heal && level == VerifyLevel.DRILL, "--heal has nothing to go by in a drill: use --level data");
        Sample drawn = level == VerifyLevel.DRILL ? sample.drill() : rotate ? sample.rotation() : sample.sample();
        SyncOptions healing = heal ? settings.transfer().syncOptions().build() : null;
        return new VerifyOptions(
                level,
                new Portion(selection.selection(), part, drawn),
                settings.transfer().transfers(),
                healing,
                null);
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new BackupException(ExitCode.USAGE, message);
        }
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new VerifySummary(level, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null));
    }
}
