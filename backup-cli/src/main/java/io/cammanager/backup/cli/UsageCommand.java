package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
        name = "du",
        description = "Show how many recordings of each camera are in the bucket, and how large they are together.",
        footerHeading = "%n",
        footer = "Settings also come from the environment: see backup-cli --help.")
final class UsageCommand extends BackupCommand {
    UsageCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Map<String, Totals> cameras = new TreeMap<>();
        Totals all = new Totals();
        try (BackupEngine engine = open(settings)) {
            engine.list(Selection.ALL, recording -> {
                String camera = new ObjectKey(recording.path()).camera();
                cameras.computeIfAbsent(camera, name -> new Totals()).add(recording.size());
                all.add(recording.size());
            });
        }
        if (json()) {
            printJson(cameras, all);
        } else {
            printText(cameras, all, new Messages(settings.language().locale()));
        }
        return ExitCode.OK;
    }

    private void printJson(Map<String, Totals> cameras, Totals all) {
        Console console = context().console();
        cameras.forEach((camera, totals) -> console.data(JsonLine.of("camera")
                .put("camera", camera)
                .put("recordings", totals.recordings())
                .put("bytes", totals.bytes())
                .toString()));
        console.out(all.summary().put("exit_code", 0).toString());
    }

    private void printText(Map<String, Totals> cameras, Totals all, Messages messages) {
        cameras.forEach((camera, totals) -> printLine(messages, totals, camera.isEmpty() ? "-" : Quoted.of(camera)));
        printLine(messages, all, messages.text("total"));
        context().console().flush();
    }

    private void printLine(Messages messages, Totals totals, String name) {
        context()
                .console()
                .data(String.format(
                        "%12s  %10s  %s", messages.count(totals.recordings()), messages.size(totals.bytes()), name));
    }

    @Override
    public JsonLine emptySummary() {
        return new Totals().summary();
    }
}
