package io.cammanager.backup.cli;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** A run that has ended already, or ends when it is cancelled. */
final class FakeRun<R> implements Run<R> {
    private final CompletableFuture<R> completion;
    private final Function<ExitCode, R> cancelled;

    private FakeRun(CompletableFuture<R> completion, Function<ExitCode, R> cancelled) {
        this.completion = completion;
        this.cancelled = cancelled;
    }

    static <R> FakeRun<R> ended(R report) {
        return new FakeRun<>(CompletableFuture.completedFuture(report), exitCode -> report);
    }

    static <R> FakeRun<R> untilCancelled(Function<ExitCode, R> report) {
        return new FakeRun<>(new CompletableFuture<>(), report);
    }

    @Override
    public R await() throws InterruptedException {
        try {
            return completion.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void cancel(ExitCode exitCode) {
        completion.complete(cancelled.apply(exitCode));
    }

    @Override
    public CompletableFuture<R> completion() {
        return completion;
    }
}
