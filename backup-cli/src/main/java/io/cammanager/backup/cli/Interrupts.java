package io.cammanager.backup.cli;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.process.Signals;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the run on Ctrl-C and on {@code SIGTERM}: the first one lets it finish what it is sending, for a while, and then tell
 * its report; the second one, or a run that does not stop in time, ends the process at once.
 */
final class Interrupts {
    /** What an upload in flight is given to finish. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Less than the ten seconds after which container runtimes kill. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final IntConsumer halt;
    private @Nullable Run<?> run;

    /** Takes what ends the process at once with an exit status. */
    Interrupts(IntConsumer halt) {
        this.halt = halt;
    }

    /** Begins to listen to the signals of this process. */
    void install() {
        boolean listening = Signals.handle("INT", () -> stop(ExitCode.INTERRUPTED));
        listening &= Signals.handle("TERM", () -> stop(ExitCode.TERMINATED));
        if (!listening) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopInShutdown, "shutdown"));
        }
    }

    /** Waits for the end of the run, which signals stop in the meantime. */
    <R> R await(Run<R> started) throws InterruptedException {
        begin(started);
        try {
            return started.await();
        } finally {
            end();
        }
    }

    void stop(ExitCode exitCode) {
        Run<?> current = take();
        if (current == null) {
            halt.accept(exitCode.code());
            return;
        }
        current.stop(exitCode);
        after(GRACE, () -> current.cancel(exitCode));
        after(PATIENCE, () -> halt.accept(exitCode.code()));
    }

    private static void after(Duration delay, Runnable action) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(action);
    }

    /** Returns the run to be stopped, or null when there is none or it was asked before. */
    private synchronized @Nullable Run<?> take() {
        Run<?> current = run;
        run = null;
        return current;
    }

    private synchronized void begin(Run<?> started) {
        run = started;
    }

    private synchronized void end() {
        run = null;
    }

    /** The runtime is on its way out and ends with the signal's own exit status after this. */
    private void stopInShutdown() {
        Run<?> current = take();
        if (current != null) {
            current.cancel(ExitCode.INTERRUPTED);
            awaitEnd(current);
        }
    }

    private static void awaitEnd(Run<?> run) {
        try {
            run.completion().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It had its time; what it left open the next run finds, as after any crash.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
