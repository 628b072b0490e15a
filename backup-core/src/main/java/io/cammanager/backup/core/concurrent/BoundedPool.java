package io.cammanager.backup.core.concurrent;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * So many tasks at once, and no queue: who submits waits for a free thread. The first failure of a task, or a
 * cancellation, stops it. Submitting and closing belong to one thread.
 */
public final class BoundedPool implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final long DRAIN_SECONDS = 60;

    private final ExecutorService threads;
    private final Semaphore free;
    private final StopSignal stop;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Makes the pool.
     *
     * @param name of the threads, with {@code %d} for their number
     * @param cancelled asked now and then; once true, running tasks are interrupted
     */
    public BoundedPool(String name, int width, BooleanSupplier cancelled) {
        this(name, width, StopSignal.abrupt(cancelled));
    }

    /**
     * Makes a pool that can be stopped gently.
     *
     * @param name of the threads, with {@code %d} for their number
     * @param stop when it says to stop, nothing new is begun; when it says to abort, running tasks are interrupted
     */
    public BoundedPool(String name, int width, StopSignal stop) {
        this.threads = threads(name, width);
        this.free = new Semaphore(width);
        this.stop = stop;
    }

    /** Returns plain threads with a name. */
    public static ExecutorService threads(String name, int width) {
        return Executors.newFixedThreadPool(
                width,
                new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build());
    }

    /**
     * Runs the task when a thread is free. A task that throws stops the pool.
     *
     * @return false when the pool is stopped, and the task will not run
     */
    public boolean submit(Runnable task) {
        if (!acquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                free.release();
            }
        });
        return true;
    }

    /** Says whether nothing new is begun any more. */
    public boolean isStopped() {
        return stop.isStopping() || failure.get() != null;
    }

    private boolean acquire() {
        try {
            while (!isStopped()) {
                if (free.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Waits until all tasks have ended, and throws what stopped the pool. */
    public void finish() {
        close();
        Throwable first = failure.get();
        if (first != null) {
            Throwables.throwIfUnchecked(first); // as all are that a task can throw
        }
    }

    /** Waits until all tasks have ended; once aborted they are interrupted. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.isAborted()) {
                    threads.shutdownNow();
                    threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
                    return;
                }
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
