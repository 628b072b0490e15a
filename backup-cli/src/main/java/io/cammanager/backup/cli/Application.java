package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: from arguments to an exit status, with nothing thrown. */
final class Application {
    private final Context context;
    private final Console console;

    Application(Context context) {
        this.context = context;
        this.console = context.console();
    }

    int run(String... arguments) {
        StringWriter help = new StringWriter();
        CommandLine commandLine = commandLine(new PrintWriter(help));
        int code;
        try {
            code = commandLine.execute(arguments);
        } catch (Throwable e) {
            code = failed(e, null); // picocli lets errors through, such as a full heap
        }
        if (!help.toString().isEmpty()) {
            console.text(help.toString());
        }
        console.flush();
        return checkOutput(code);
    }

    private CommandLine commandLine(PrintWriter help) {
        CommandLine config = new CommandLine(new ConfigCommand());
        config.addSubcommand(new ConfigShowCommand(context));
        // What looks like an option may be a password: the command refuses it without repeating it.
        config.addSubcommand(
                new CommandLine(new ConfigObscureCommand(context)).setUnmatchedOptionsArePositionalParams(true));
        CommandLine root = new CommandLine(new RootCommand());
        root.addSubcommand(new SyncCommand(context))
                .addSubcommand(new VerifyCommand(context))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new CatCommand(context))
                .addSubcommand(new DrillCommand(context))
                .addSubcommand(new MirrorCommand(context))
                .addSubcommand(new PruneCommand(context))
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new UsageCommand(context))
                .addSubcommand(new HealthCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(bucket())
                .addSubcommand(retention())
                .addSubcommand(hold())
                .addSubcommand(config);
        // With every option in it the synopsis is longer than the list of options below it.
        abbreviateSynopses(root);
        HelpText.addTo(root.getCommandSpec().usageMessage());
        return root.setOut(help)
                .setErr(help)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi()))
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, jsonCommand(command)));
    }

    private CommandLine bucket() {
        return new CommandLine(new BucketCommand()).addSubcommand(new BucketInitCommand(context));
    }

    private CommandLine retention() {
        return new CommandLine(new RetentionCommand())
                .addSubcommand(new RetentionShowCommand(context))
                .addSubcommand(new RetentionSetCommand(context))
                .addSubcommand(new RetentionClearCommand(context))
                .addSubcommand(new RetentionApplyCommand(context));
    }

    private CommandLine hold() {
        return new CommandLine(new HoldCommand())
                .addSubcommand(new HoldAddCommand(context))
                .addSubcommand(new HoldListCommand(context))
                .addSubcommand(new HoldRemoveCommand(context));
    }

    private static void abbreviateSynopses(CommandLine parent) {
        parent.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            abbreviateSynopses(command);
        });
    }

    private CommandLine.Help.Ansi ansi() {
        boolean colors = console.terminal().outIsTerminal()
                && context.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return colors ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    private int misused(ParameterException e, String[] arguments) {
        StringBuilder message = new StringBuilder(String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                message.append("; did you mean ")
                        .append(String.join(" or ", suggestions))
                        .append('?');
            }
        }
        CommandLine command = e.getCommandLine();
        JsonCommand known = Arrays.asList(arguments).contains("--json") ? jsonCommand(command) : null;
        tell(ExitCode.USAGE, message.toString(), known);
        console.note("See " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private int failed(Throwable e, @Nullable JsonCommand command) {
        if (e instanceof OutputClosed) {
            return ExitCode.UNEXPECTED.code(); // said at the end, where it is worth saying
        }
        ExitCode exitCode = ExitCode.UNEXPECTED;
        String message = "unexpected " + e;
        if (e instanceof BackupException expected) {
            exitCode = expected.exitCode();
            message = String.valueOf(expected.getMessage());
        } else if (e instanceof InterruptedException) {
            exitCode = ExitCode.INTERRUPTED;
            message = "interrupted";
        }
        tell(exitCode, message, command != null && command.json() ? command : null);
        if (debugs()) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            trace.toString().replace('\t', ' ').lines().forEach(console::note);
        }
        return exitCode.code();
    }

    /** Tells people, and the programs that read JSON when there is a command that they are told about. */
    private void tell(ExitCode exitCode, String message, @Nullable JsonCommand command) {
        console.error(message);
        if (command != null) {
            console.out(JsonReporter.error(exitCode, message).toString());
            console.out(command.emptySummary().put("exit_code", exitCode.code()).toString());
        }
    }

    private int checkOutput(int code) {
        IOException failure = console.outFailure();
        if (failure == null) {
            return code;
        }
        if (!"Broken pipe".equals(failure.getMessage())) {
            console.error("the output could not be written: " + failure.getMessage());
        }
        return code == 0 ? ExitCode.UNEXPECTED.code() : code;
    }

    private boolean debugs() {
        String level = context.environment().getOrDefault("LOG_LEVEL", "").toUpperCase(Locale.ROOT);
        return Set.of("DEBUG", "TRACE").contains(level);
    }

    private static @Nullable JsonCommand jsonCommand(CommandLine command) {
        return command.getCommand() instanceof JsonCommand known ? known : null;
    }
}
