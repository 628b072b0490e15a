package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.crypto.conf.Obscure;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "obscure",
        description =
                "Obscure a password for an rclone.conf, as rclone obscure does. It is asked for on a terminal, and"
                        + " read from stdin otherwise; never give it as an argument. Obscured is not encrypted: whoever reads the"
                        + " file can reveal it.")
final class ConfigObscureCommand implements Callable<Integer>, JsonCommand {
    private final Context context;

    @Option(names = "--json", description = "Write JSON lines; the last one is the summary.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it

    /** Taken so that it can be refused without being repeated. */
    @Parameters(hidden = true, arity = "0..*")
    private List<String> arguments = List.of();

    ConfigObscureCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!arguments.isEmpty()) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "config obscure takes no arguments: a password on the command line is seen by others and kept in the"
                            + " shell's history, so type it when asked, or pipe it in");
        }
        String obscured = Obscure.obscure(context.password().read(), new SecureRandom());
        if (json) {
            context.console().out(JsonLine.of("obscured").put("value", obscured).toString());
            context.console().out(emptySummary().put("exit_code", 0).toString());
        } else {
            context.console().out(obscured);
        }
        return ExitCode.OK.code();
    }

    @Override
    public boolean json() {
        return json;
    }

    @Override
    public JsonLine emptySummary() {
        return JsonLine.of("summary");
    }
}
