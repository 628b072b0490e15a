package io.cammanager.backup.daemon.client;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.Settings;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The commands of the daemon's program that ask a daemon which runs already. */
public final class Commands {
    private Commands() {}

    /**
     * Runs the command that the arguments name.
     *
     * @param environment that of the daemon: {@code HTTP_BIND}, {@code API_TOKEN} or {@code API_TOKEN_FILE}
     * @param console standard output and standard error
     * @return the exit code, or nothing when the arguments name none of these commands
     * @throws BackupException when the arguments or the environment make no sense, or the daemon cannot be asked
     */
    public static OptionalInt run(List<String> arguments, Map<String, String> environment, Output console)
            throws InterruptedException {
        if (arguments.isEmpty()) {
            return OptionalInt.empty();
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "check" -> OptionalInt.of(Check.run(rest, DaemonAddress.of(environment), console.out()));
            case "sync" -> OptionalInt.of(sync(SyncArguments.read(rest), environment, console));
            default -> OptionalInt.empty();
        };
    }

    private static int sync(SyncArguments arguments, Map<String, String> environment, Output console)
            throws InterruptedException {
        DaemonAddress address = DaemonAddress.of(environment);
        Messages messages =
                new Messages(Settings.read(environment, Map.of()).language().locale());
        RunView view = new RunView(console, messages, arguments);
        return new RemoteSync(new DaemonClient(address), view, Sleeper.system()).run(arguments);
    }

    /** Where text goes. */
    public record Output(PrintStream out, PrintStream err) {}
}
