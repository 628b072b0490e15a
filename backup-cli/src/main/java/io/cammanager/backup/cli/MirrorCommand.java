package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.scan.EncodingGuard;
import io.cammanager.backup.core.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mirror",
        description = "Copy the bucket to another one, every object proven before and after. Removes nothing there, and"
                + " copies nothing that is damaged here.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli mirror --to dr:recordings --dry-run",
            "                                        what would be copied to a remote of the rclone.conf",
            "  backup-cli mirror --to glacier:archive/site --storage-class GLACIER",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class MirrorCommand extends BackupCommand {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "REMOTE",
            description = "Where to: a remote of type s3 in the rclone.conf (RCLONE_CONFIG), its bucket and a folder if"
                    + " you like, such as dr:recordings/site.")
    private String to = "";

    @Option(
            names = "--storage-class",
            paramLabel = "CLASS",
            description = "Storage class of the copies, such as GLACIER. Default: that of the target.")
    private @Nullable String storageClass;

    @Option(names = "--dry-run", description = "Compare and say what would be copied, and copy nothing.")
    private boolean dryRun;

    @Mixin
    private final RunOptions options = new RunOptions();

    MirrorCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        SyncOptions.Mode mode = dryRun ? SyncOptions.Mode.DRY_RUN : SyncOptions.Mode.APPLY;
        MirrorOptions mirror = mirror(settings, mode);
        Reporter reporter = reporter(settings, options, mode);

        MirrorReport report =
                follow(settings, options, reporter, (engine, listener) -> engine.mirror(mirror, listener));

        reporter.finished(report);
        return report.exitCode();
    }

    private MirrorOptions mirror(Settings settings, SyncOptions.Mode mode) {
        try {
            return new MirrorOptions(
                    mode,
                    storageClass,
                    settings.transfer().transfers(),
                    settings.transfer().partSizeBytes());
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, "--storage-class: " + e.getMessage(), e);
        }
    }

    @Override
    BackupEngine open(Settings settings) {
        EncodingGuard.requireUtf8();
        return context()
                .engines()
                .openMirror(settings, Settings.readRemote(context().environment(), to, "--to"));
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new MirrorSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
