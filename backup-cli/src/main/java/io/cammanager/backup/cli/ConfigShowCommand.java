package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.SettingValue;
import io.cammanager.backup.core.settings.Settings;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        description = "Show each setting, where it comes from, and what was found out about the server. Secrets are not"
                + " shown.")
final class ConfigShowCommand extends BackupCommand {
    ConfigShowCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Console console = context().console();
        settings.values().forEach(value -> console.data(json() ? jsonLine(value) : textLine(value)));
        String checksums = context().engines().chosenChecksums(settings);
        if (json()) {
            settings.warnings()
                    .forEach(warning -> console.data(
                            JsonLine.of("warning").put("message", warning).toString()));
            console.data(JsonLine.of("checksums").put("mode", checksums).toString());
            console.data(emptySummary().put("exit_code", 0).toString());
        } else {
            console.data("");
            console.data("checksums that suit this server: " + Quoted.of(checksums));
            settings.warnings().forEach(console::warning);
        }
        console.flush();
        return ExitCode.OK;
    }

    private static String textLine(SettingValue value) {
        return String.format(
                "%-15s %-42s %s",
                value.setting(),
                Quoted.of(value.shown()),
                Quoted.of(value.origin().text()));
    }

    private static String jsonLine(SettingValue value) {
        return JsonLine.of("setting")
                .put("name", value.setting().name())
                .put("value", value.shown())
                .put("origin", value.origin().text())
                .toString();
    }

    @Override
    JsonLine emptySummary() {
        return JsonLine.of("summary");
    }
}
