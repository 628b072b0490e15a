package io.cammanager.backup.core.lock;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heartbeat of the program itself. */
final class ThreadHeartbeat implements Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadHeartbeat.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("lease").setDaemon(true).build());
    private @Nullable Future<?> beats;

    @Override
    public synchronized void start(Duration period, Runnable beat) {
        beats = thread.scheduleWithFixedDelay(beat, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void finish(Runnable last, Duration limit) {
        if (beats != null) {
            beats.cancel(true);
        }
        Future<?> lastCall = thread.submit(last);
        try {
            lastCall.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("the lease could not be let go of", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
