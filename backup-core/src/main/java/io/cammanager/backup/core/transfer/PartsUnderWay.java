package io.cammanager.backup.core.transfer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The parts of one upload that are being sent. An upload is given up only when none is any more, since a part that arrives
 * after that stays in the store unseen, and is paid for.
 */
final class PartsUnderWay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Phaser senders = new Phaser(1);
    private final StopSignal stop;

    @GuardedBy("futures") private final List<Future<Part>> futures = new ArrayList<>();

    private volatile boolean ended;
    private volatile boolean anyArrived;

    PartsUnderWay(StopSignal stop) {
        this.stop = stop;
    }

    /** Sends a part when a thread is free, unless the upload was ended by then, or all work is to stop. */
    Future<Part> submit(ExecutorService threads, Supplier<Part> part) {
        Future<Part> future = threads.submit(() -> send(part));
        synchronized (futures) {
            futures.add(future);
        }
        return future;
    }

    private Part send(Supplier<Part> part) {
        int unused = senders.register();
        try {
            if (ended || stop.isStopping()) {
                throw new StoreException(Kind.INTERRUPTED, "put", "a part", "its upload was ended");
            }
            Part sent = part.get();
            anyArrived = true;
            return sent;
        } finally {
            int unusedToo = senders.arriveAndDeregister();
        }
    }

    /** Says whether any part has arrived. */
    boolean haveAnyArrived() {
        return anyArrived;
    }

    /**
     * Lets no part begin any more, and waits for those that have. They are told to stop, unless all work stops gently: then
     * they may arrive yet.
     *
     * @throws InterruptedException when the wait was interrupted; the parts were told to stop then
     */
    void end() throws InterruptedException {
        ended = true;
        if (!stop.isStopping() || stop.isAborted() || Thread.currentThread().isInterrupted()) {
            cancel();
        }
        boolean interrupted = Thread.interrupted();
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            interrupted = true;
            cancel();
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while parts were under way");
        }
    }

    private void cancel() {
        synchronized (futures) {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private void awaitEnd() throws InterruptedException {
        try {
            int unused =
                    senders.awaitAdvanceInterruptibly(senders.arrive(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // A part that does not stop must not keep the others from being freed.
        }
    }
}
