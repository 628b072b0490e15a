package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.Setting;
import java.util.List;
import java.util.StringJoiner;

/** Answers the command line, on which the daemon only says what it is. */
final class Information {
    private Information() {}

    /**
     * Returns the help or the version.
     *
     * @throws BackupException with {@link ExitCode#USAGE} when neither is asked for
     */
    static String answer(List<String> arguments) {
        return switch (String.join(" ", arguments)) {
            case "--help", "-h" -> help();
            case "--version", "-V" -> version();
            default ->
                throw new BackupException(
                        ExitCode.USAGE,
                        "backup-daemon takes sync, check, notify test, --help or --version, not "
                                + Quoted.of(String.join(" ", arguments)) + ": its settings come from the environment");
        };
    }

    private static String version() {
        return "backup-daemon " + number() + ", Java " + Runtime.version();
    }

    static String number() {
        String version = Information.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String help() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Usage: backup-daemon [COMMAND | --help | --version]");
        lines.add(
                "Backs camera recordings up to an S3 bucket, at the start and then every SYNC_INTERVAL, until SIGTERM");
        lines.add("or SIGINT. A failed run is logged and the next one tries again. SIGHUP reads the settings again.");
        lines.add("");
        lines.add("Commands, the first two for a daemon that runs already on this machine:");
        lines.add("  sync [--dry-run] [--verbose] [--verify[=list|head|data]]");
        lines.add("                  sync now, or next if a run is under way; shows it and ends with its exit code");
        lines.add("  check           is it well? one line, and exit code 0 or 1");
        lines.add("  notify test     send a message by every channel of alerts that is set");
        lines.add("");
        lines.add("Environment:");
        for (Setting setting : Setting.values()) {
            String value = setting.defaultText().isEmpty() ? "" : ", default " + setting.defaultText();
            lines.add(String.format("  %-15s %s%s", setting, setting.about(), value));
        }
        lines.add(
                "Keys, passwords, tokens and the URLs of alerts can also be in files: S3_SECRET_KEY_FILE, API_TOKEN_FILE and so on.");
        lines.add("");
        lines.add(
                "Exit codes: 2 wrong usage or settings, 130 after SIGINT, 143 after SIGTERM, 1 unexpected failure; of sync those of"
                        + " backup-cli sync, and 5 when no daemon answers.");
        return lines.toString();
    }
}
