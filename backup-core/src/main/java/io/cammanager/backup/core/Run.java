package io.cammanager.backup.core;

import java.util.concurrent.CompletableFuture;

/** A run under way. */
public interface Run<R> {
    /**
     * Waits for the report. A run ends with a report whatever happens, also when it was cancelled or stopped by a guard.
     *
     * @throws InterruptedException when the waiting thread is interrupted; the run goes on
     */
    R await() throws InterruptedException;

    /**
     * Asks the run to stop gently: nothing new is begun, uploads in flight go on to their end, however long that takes, but
     * of those in parts only the parts under way, with which the next run goes on; and the report says what is left. All else is given up at once. Returns at once and may be called at any time, from any
     * thread, more than once; {@link #cancel} may follow, when patience has run out. A run that cannot do that is cancelled.
     *
     * @param exitCode what the report ends with, {@link ExitCode#INTERRUPTED} or {@link ExitCode#TERMINATED}; the first one
     *     asked for counts
     */
    default void stop(ExitCode exitCode) {
        cancel(exitCode);
    }

    /**
     * Asks the run to stop: nothing new is begun, what is in flight is given up, and the report says what is left. Returns
     * at once and may be called at any time, from any thread, more than once.
     *
     * @param exitCode what the report ends with, {@link ExitCode#INTERRUPTED} or {@link ExitCode#TERMINATED}
     */
    void cancel(ExitCode exitCode);

    /** Completes with the report, on a thread of the engine; never exceptionally. */
    CompletableFuture<R> completion();
}
