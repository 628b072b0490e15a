package io.cammanager.backup.daemon;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A run that ends when it is awaited, or not before it is cancelled. */
final class FakeRun implements Run<SyncReport> {
    private final CompletableFuture<SyncReport> completion = new CompletableFuture<>();
    private final Runnable work;

    @Nullable ExitCode cancelled;

    private FakeRun(Runnable work) {
        this.work = work;
    }

    /** Does the work when it is awaited, and throws what that throws. */
    static FakeRun ending(ExitCode exitCode, @Nullable Problem problem, Runnable work) {
        FakeRun run = new FakeRun(work);
        run.completion.complete(report(exitCode, problem));
        return run;
    }

    static FakeRun endless() {
        return new FakeRun(() -> {});
    }

    static SyncReport report(ExitCode exitCode, @Nullable Problem problem) {
        SyncSummary summary =
                new SyncSummary(1115, 12, 1100, 0, 2, 1, 0, 0, 0, 0, 3_650_722_201L, 1L << 40, 0, 0, 12_345, 40);
        return new SyncReport("run-1", summary, exitCode, problem);
    }

    @Override
    public SyncReport await() throws InterruptedException {
        work.run();
        try {
            return completion.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void cancel(ExitCode exitCode) {
        cancelled = exitCode;
        completion.complete(report(exitCode, new Problem(exitCode, "interrupted, 7 left")));
    }

    @Override
    public CompletableFuture<SyncReport> completion() {
        return completion;
    }
}
