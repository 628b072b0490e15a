package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.Hold;
import io.cammanager.backup.core.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the holds: id, number of versions, which recordings, when, who and why.")
final class HoldListCommand extends BackupCommand {
    HoldListCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        List<Hold> holds;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            holds = care.holds().list();
        }
        Console console = context().console();
        holds.forEach(hold -> console.data(json() ? HoldLine.json(hold) : HoldLine.text(hold)));
        if (json()) {
            console.data(summary(holds.size()).put("exit_code", 0).toString());
        } else if (holds.isEmpty()) {
            console.data("There are no holds.");
        }
        console.flush();
        return ExitCode.OK;
    }

    private static JsonLine summary(int holds) {
        return JsonLine.of("summary").put("holds", holds);
    }

    @Override
    public JsonLine emptySummary() {
        return summary(0);
    }
}
