package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.Hold;
import io.cammanager.backup.core.bucket.HoldReport;
import io.cammanager.backup.core.bucket.Holds;
import io.cammanager.backup.core.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description =
                "Take holds off, by their ids, or by the options that they were set with. A version that another hold"
                        + " is on stays held.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli hold list",
            "  backup-cli hold remove 20260203T101500-1f2e",
            "  backup-cli hold remove --camera garage --from 2026-02-03 --to 2026-02-04"
        })
final class HoldRemoveCommand extends BackupCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Which holds, as hold list shows them.")
    private List<String> ids = List.of();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    HoldRemoveCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Selection selected = selection.selection();
        if (ids.isEmpty() == selected.equals(Selection.ALL)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "hold remove needs either the ids of holds, as hold list shows them, or the --camera, --from and --to"
                            + " that they were set with");
        }
        HoldTotals totals = new HoldTotals();
        try (BucketCare care = context().engines().bucketCare(settings)) {
            Holds holds = care.holds();
            for (String id : ids.isEmpty() ? idsOf(holds.list(), selected) : ids) {
                HoldReport report = holds.remove(id);
                totals.add(report);
                show(report);
            }
        }
        if (json()) {
            context().console().data(totals.summary().toString());
        }
        context().console().flush();
        return totals.exitCode();
    }

    private static List<String> idsOf(List<Hold> holds, Selection selected) {
        List<String> found = holds.stream()
                .filter(hold -> hold.selection().equals(selected))
                .map(Hold::id)
                .toList();
        if (found.isEmpty()) {
            throw new BackupException(
                    ExitCode.USAGE, "no hold was set with just these options: hold list shows those there are");
        }
        return found;
    }

    private void show(HoldReport report) {
        Console console = context().console();
        console.data(json() ? HoldLine.json(report.hold()) : HoldLine.text(report.hold()));
        if (!json()) {
            console.data("Free again, read back: " + report.changed()
                    + (report.kept() == 0 ? "." : "; under another hold and so not free: " + report.kept() + "."));
        }
        report.problems().forEach(console::error);
    }

    private static final class HoldTotals {
        private long changed;
        private long kept;
        private long problems;

        void add(HoldReport report) {
            changed += report.changed();
            kept += report.kept();
            problems += report.problems().size();
        }

        ExitCode exitCode() {
            return problems == 0 ? ExitCode.OK : ExitCode.INCOMPLETE;
        }

        JsonLine summary() {
            return HoldSummary.counts(changed, kept, problems)
                    .put("exit_code", exitCode().code());
        }
    }

    @Override
    public JsonLine emptySummary() {
        return HoldSummary.empty();
    }
}
