package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.concurrent.StopSignal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run on a thread of the engine, and its switch to stop it. */
final class RunHandle<R> implements Run<R> {
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<R> completion = new CompletableFuture<>();

    /** What a run asks whether it should stop. */
    static final class Cancellation implements StopSignal {
        private final AtomicReference<@Nullable ExitCode> exitCode = new AtomicReference<>();
        private volatile boolean aborted;

        /** Says whether it was asked to stop, be it gently or not. */
        boolean isRequested() {
            return exitCode.get() != null;
        }

        @Override
        public boolean isStopping() {
            return isRequested();
        }

        @Override
        public boolean isAborted() {
            return aborted;
        }

        /** Returns what the report ends with, or null when nobody asked to stop. */
        @Nullable ExitCode exitCode() {
            return exitCode.get();
        }

        void request(ExitCode code) {
            exitCode.compareAndSet(null, code);
        }

        void abort(ExitCode code) {
            request(code);
            aborted = true;
        }
    }

    private RunHandle() {}

    /** Starts the work on the executor. */
    static <R> RunHandle<R> start(Executor executor, Function<Cancellation, R> work) {
        RunHandle<R> handle = new RunHandle<>();
        executor.execute(() -> {
            try {
                handle.completion.complete(work.apply(handle.cancellation));
            } catch (Throwable e) { // whoever waits must learn of it, whatever it is
                handle.completion.completeExceptionally(e);
            }
        });
        return handle;
    }

    @Override
    public R await() throws InterruptedException {
        try {
            return completion.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the run ended without a report", e.getCause());
        }
    }

    /** Calls back, once, when the run has ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is all that is wanted
    void whenEnded(Runnable callback) {
        completion.whenComplete((report, failure) -> callback.run());
    }

    /** Waits for the end, whatever it is. */
    void join() {
        completion.handle((report, failure) -> true).join();
    }

    @Override
    public void stop(ExitCode exitCode) {
        cancellation.request(exitCode);
    }

    @Override
    public void cancel(ExitCode exitCode) {
        cancellation.abort(exitCode);
    }

    @Override
    public CompletableFuture<R> completion() {
        return completion.copy();
    }
}
