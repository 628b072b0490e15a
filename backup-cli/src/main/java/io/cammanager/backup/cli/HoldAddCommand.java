package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.HoldReport;
import io.cammanager.backup.core.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add",
        description =
                "Put a legal hold on every version of some recordings, and remember why. The bucket must have Object"
                        + " Lock. Recordings that come later are not held: run it again for them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli hold add --camera garage --from 2026-02-03 --to 2026-02-04 --reason \"case 4711\"",
            "",
            "Exit codes: 3 something could not be held, or nothing was selected; 6 this key may not"
        })
final class HoldAddCommand extends BackupCommand {
    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reads hold list.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who does it; the user's name by default.")
    private @Nullable String by;

    HoldAddCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Selection selected = selection.selection();
        if (selected.equals(Selection.ALL)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "hold add without --camera, --from or --to would hold every recording: say which, such as --from"
                            + " 2000-01-01 for all of them");
        }
        HoldReport report;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            report = care.holds().add(selected, reason, by == null ? System.getProperty("user.name", "somebody") : by);
        }
        Console console = context().console();
        console.data(json() ? HoldLine.json(report.hold()) : HoldLine.text(report.hold()));
        if (json()) {
            console.data(HoldSummary.of(report).toString());
        } else {
            console.data("Held, read back: " + report.changed() + " of "
                    + report.hold().versions() + ".");
        }
        console.flush();
        report.problems().forEach(console::error);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return HoldSummary.empty();
    }
}
