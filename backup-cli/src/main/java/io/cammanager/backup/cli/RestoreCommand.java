package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.settings.Settings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            "  backup-cli restore /tmp/case --path garage/2026-02-03_04-05-06.mp4",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class RestoreCommand extends BackupCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "Directory that receives the recordings.")
    private Path target = Path.of("");

    @Option(names = "--overwrite", description = "Replace files in the target that differ.")
    private boolean overwrite;

    @Option(
            names = "--path",
            paramLabel = "KEY",
            description = "Only this recording, or those in this folder, as ls shows it; may be given more than once.")
    private List<String> paths = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "What was in the bucket then, in local time: from its versions, or from what was put aside when"
                            + " it was replaced or removed.")
    private @Nullable LocalDateTime at;

    @Option(names = "--no-space-check", description = "Do not list everything first to see that there is room for it.")
    private boolean unchecked;

    @Mixin
    private final ThawFlags thaw = new ThawFlags();

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
                        selection.selection(paths()),
                        overwrite ? RestoreOptions.Existing.OVERWRITE : RestoreOptions.Existing.KEEP,
                        settings.transfer().transfers(),
                        unchecked ? RestoreOptions.Room.NOT_CHECKED : RestoreOptions.Room.CHECKED,
                        at == null ? null : at.atZone(context().zone()).toInstant())
                .thawing(thaw.options());
        Reporter reporter = reporter(settings, options, SyncOptions.Mode.APPLY);

        RestoreReport report =
                follow(settings, options, reporter, (engine, listener) -> engine.restore(restore, listener));

        reporter.finished(report);
        return report.exitCode();
    }

    private Set<ObjectKey> paths() {
        return paths.stream().map(path -> PathOption.key(path, "--path")).collect(Collectors.toSet());
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new RestoreSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
