package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.settings.Settings;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ls",
        description = "List the recordings in the bucket: size, time of upload, path.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli ls --camera garage --from 2026-02-03 --to 2026-02-04",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class ListCommand extends BackupCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    ListCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Console console = context().console();
        Totals totals = new Totals();
        Function<RemoteRecording, String> format = json() ? this::jsonLine : this::textLine;
        try (BackupEngine engine = open(settings)) {
            engine.list(selection.selection(), recording -> {
                totals.add(recording.size());
                console.data(format.apply(recording));
                OutputClosed.check(console);
            });
        }
        if (json()) {
            console.data(totals.summary().put("exit_code", 0).toString());
        }
        console.flush();
        return ExitCode.OK;
    }

    private String jsonLine(RemoteRecording recording) {
        return JsonLine.of("recording")
                .put("path", recording.path())
                .put("size", recording.size())
                .put("last_modified", recording.lastModified().toString())
                .toString();
    }

    private String textLine(RemoteRecording recording) {
        String time = TIME.format(
                ZonedDateTime.ofInstant(recording.lastModified(), context().zone()));
        return String.format("%14d  %s  %s", recording.size(), time, Quoted.of(recording.path()));
    }

    @Override
    public JsonLine emptySummary() {
        return new Totals().summary();
    }
}
