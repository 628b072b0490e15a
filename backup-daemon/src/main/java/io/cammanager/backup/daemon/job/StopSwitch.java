package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import org.jspecify.annotations.Nullable;

/** Stops the run under way, and every later one as soon as it begins. Thread-safe. */
final class StopSwitch {
    private @Nullable ExitCode exitCode;
    private boolean aborted;
    private @Nullable Run<?> current;

    /** Returns what the daemon ends with, or null when nobody asked it to stop. */
    synchronized @Nullable ExitCode exitCode() {
        return exitCode;
    }

    /**
     * Stops gently.
     *
     * @return whether this is the first time
     */
    synchronized boolean stop(ExitCode code) {
        if (exitCode != null) {
            return false;
        }
        exitCode = code;
        if (current != null) {
            current.stop(code);
        }
        return true;
    }

    /** Gives up what is in flight, too; only after {@link #stop}. */
    synchronized void abort() {
        aborted = true;
        if (current != null && exitCode != null) {
            current.cancel(exitCode);
        }
    }

    synchronized void began(Run<?> run) {
        current = run;
        if (exitCode != null) {
            if (aborted) {
                run.cancel(exitCode);
            } else {
                run.stop(exitCode);
            }
        }
    }

    synchronized void ended() {
        current = null;
    }
}
