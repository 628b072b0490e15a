package io.cammanager.backup.cli;

import io.cammanager.backup.core.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The parts of the help that come from tables: examples, environment, exit codes. */
final class HelpText {
    private HelpText() {}

    static void addTo(UsageMessageSpec usage) {
        usage.footerHeading("%n");
        usage.footer(footer().toArray(String[]::new));
    }

    private static List<String> footer() {
        List<String> lines = new ArrayList<>(List.of(
                "Examples:",
                "  export S3_ENDPOINT=https://minio.example.com S3_ACCESS_KEY=... S3_SECRET_KEY_FILE=/run/secrets/s3",
                "  backup-cli sync --source /recordings --dry-run    what would be sent",
                "  backup-cli sync --source /recordings --verify     send it and check that it is there",
                "  backup-cli restore /mnt/new --camera garage       bring one camera back",
                "  backup-cli COMMAND --help                         the options of a command",
                "",
                "Environment (a flag goes before it; config show tells what is in effect):"));
        for (Setting setting : Setting.values()) {
            if (!setting.daemonOnly()) {
                lines.add(environment(setting));
            }
        }
        lines.add("Keys and passwords can also be in files: S3_SECRET_KEY_FILE, CRYPT_PASSWORD_FILE and so on.");
        lines.add("");
        lines.add("Exit codes:");
        exitCodes().forEach((code, meaning) -> lines.add(String.format("  %3d  %s", code, meaning)));
        return lines;
    }

    private static String environment(Setting setting) {
        @Nullable String flag = setting.flag();
        String text = String.format("  %-15s %s", setting, setting.about());
        String value = setting.defaultText().isEmpty() ? "" : ", default " + setting.defaultText();
        return text + value + (flag == null ? "" : " (" + flag + ")");
    }

    private static Map<Integer, String> exitCodes() {
        Map<Integer, String> codes = new TreeMap<>();
        codes.put(0, "all confirmed");
        codes.put(1, "unexpected failure");
        codes.put(2, "wrong usage or settings");
        codes.put(3, "some files are not backed up");
        codes.put(4, "safety stop: source missing or empty, too much changed or to be deleted, or no way to delete");
        codes.put(5, "the store cannot be reached, or every attempt failed");
        codes.put(6, "wrong keys, or no permission");
        codes.put(7, "what is in the bucket is not what was sent");
        codes.put(8, "local disk or state");
        codes.put(10, "the bucket is missing");
        codes.put(11, "another run is under way");
        codes.put(12, "wrong encryption password");
        codes.put(130, "interrupted (Ctrl-C)");
        codes.put(143, "terminated");
        return codes;
    }
}
