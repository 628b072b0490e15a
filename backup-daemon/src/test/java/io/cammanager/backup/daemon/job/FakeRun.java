package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run that does its work when it is awaited, and ends with what that or a stop says. */
final class FakeRun<R> implements Run<R> {
    private final CompletableFuture<R> completion = new CompletableFuture<>();
    private final Consumer<FakeRun<?>> work;
    private final Function<ExitCode, R> report;

    @Nullable ExitCode stopped;

    @Nullable ExitCode cancelled;

    ExitCode end = ExitCode.OK;

    FakeRun(Consumer<FakeRun<?>> work, Function<ExitCode, R> report) {
        this.work = work;
        this.report = report;
    }

    @Override
    public R await() {
        work.accept(this);
        ExitCode asked = stopped == null ? cancelled : stopped;
        R ended = report.apply(asked == null ? end : asked);
        completion.complete(ended);
        return ended;
    }

    @Override
    public void stop(ExitCode exitCode) {
        stopped = stopped == null ? exitCode : stopped;
    }

    @Override
    public void cancel(ExitCode exitCode) {
        cancelled = exitCode;
    }

    @Override
    public CompletableFuture<R> completion() {
        return completion;
    }
}
