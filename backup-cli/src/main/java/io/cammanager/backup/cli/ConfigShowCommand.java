package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.CryptSettings;
import io.cammanager.backup.core.settings.SettingValue;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.crypto.CryptOptions;
import java.util.Locale;
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
        CryptSettings crypt = settings.crypt();
        String checksums = context().engines().chosenChecksums(settings);
        if (json()) {
            settings.warnings()
                    .forEach(warning -> console.data(
                            JsonLine.of("warning").put("message", warning).toString()));
            if (crypt != null) {
                console.data(jsonLine(crypt));
            }
            console.data(JsonLine.of("checksums").put("mode", checksums).toString());
            console.data(emptySummary().put("exit_code", 0).toString());
        } else {
            console.data("");
            console.data("checksums that suit this server: " + Quoted.of(checksums));
            console.data("encryption: " + (crypt == null ? "none" : text(crypt)));
            settings.warnings().forEach(console::warning);
        }
        console.flush();
        return ExitCode.OK;
    }

    private static String textLine(SettingValue value) {
        return String.format(
                "%-31s %-42s %s",
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

    /** Tells what has no setting of its own as well. */
    private static String text(CryptSettings crypt) {
        String names = switch (crypt.options().fileNames()) {
            case STANDARD -> "names encrypted, as " + word(crypt.options().encoding());
            case OBFUSCATE -> "names obfuscated";
            case OFF ->
                "names in the clear, suffix " + Quoted.of(crypt.options().suffix());
        };
        boolean data = crypt.options().dataEncryption() == CryptOptions.DataEncryption.ON;
        String folder = crypt.folder().isEmpty() ? "" : ", folder " + Quoted.of(crypt.folder());
        return (data ? "recordings encrypted, " : "recordings in the clear, ") + names + folder;
    }

    private static String jsonLine(CryptSettings crypt) {
        return JsonLine.of("encryption")
                .put("folder", crypt.folder())
                .put("filename_encryption", word(crypt.options().fileNames()))
                .put("directory_name_encryption", word(crypt.options().directoryNames()))
                .put("filename_encoding", word(crypt.options().encoding()))
                .put("suffix", crypt.options().suffix())
                .put("data_encryption", word(crypt.options().dataEncryption()))
                .put("bad_blocks", word(crypt.options().badBlocks()))
                .put("foreign_names", word(crypt.options().foreignNames()))
                .toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public JsonLine emptySummary() {
        return JsonLine.of("summary");
    }
}
