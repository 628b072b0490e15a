package io.cammanager.backup.daemon.web;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events that wait for one client. */
final class EventQueue {
    private static final int MAX_BATCH_CHARS = 64 << 10;

    private final BlockingQueue<String> events;
    private final Runnable hangUp;
    private volatile boolean ended;

    /**
     * Takes what breaks the client's connection off, even while a write to it is stuck; it is called at most a few times, on
     * any thread, and must not block.
     */
    EventQueue(int capacity, Runnable hangUp) {
        this.events = new LinkedBlockingQueue<>(capacity);
        this.hangUp = hangUp;
    }

    /** Adds an event, and returns false, for good, when the client is too slow for it. */
    boolean offer(String event) {
        return !ended && events.offer(event);
    }

    /** Hangs up; what still waits is not sent. */
    void end() {
        ended = true;
        events.clear();
        events.offer(""); // wakes whoever waits
        hangUp.run();
    }

    /**
     * Waits for the next events.
     *
     * @return them, one after the other; empty when none came in this time; null when there are no more
     */
    @Nullable String next(Duration patience) throws InterruptedException {
        String first = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            return null;
        }
        if (first == null) {
            return "";
        }
        StringBuilder batch = new StringBuilder(first);
        for (String event = first; event != null && batch.length() < MAX_BATCH_CHARS; ) {
            event = events.poll();
            batch.append(event == null ? "" : event);
        }
        return batch.toString();
    }
}
