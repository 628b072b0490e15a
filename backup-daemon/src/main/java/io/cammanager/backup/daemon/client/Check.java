package io.cammanager.backup.daemon.client;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the daemon for its health, for container runtimes that have no other way to. */
final class Check {
    private Check() {}

    /** Prints one line, and returns 0 when the daemon is alive and ready, else 1: these two are all that Docker knows. */
    static int run(List<String> arguments, DaemonAddress address, PrintStream out) throws InterruptedException {
        if (!arguments.isEmpty()) {
            throw new BackupException(ExitCode.USAGE, "check takes no arguments: run it alone");
        }
        String problem = problem(new DaemonClient(address));
        out.println(problem == null ? "the daemon is alive and ready" : problem);
        return problem == null ? 0 : 1;
    }

    private static @Nullable String problem(DaemonClient daemon) throws InterruptedException {
        try {
            if (daemon.get("/health/live").statusCode() != 200) {
                return "the daemon is not alive: the thread that does its jobs has ended, see its log and restart it";
            }
            return daemon.get("/health/ready").statusCode() == 200
                    ? null
                    : "the daemon is alive but not ready: it starts or stops, or its last sync could not work at all;"
                            + " see its log";
        } catch (BackupException e) {
            return e.getMessage();
        }
    }
}
