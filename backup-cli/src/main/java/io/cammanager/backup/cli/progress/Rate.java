package io.cammanager.backup.cli.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The speed of a growing count over the last few seconds. */
final class Rate {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long MIN_SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    Rate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes the count as it is now and returns how fast it grew lately; 0 when it did not, or too little is known. */
    double perSecond(long count) {
        long now = nanoTime.getAsLong();
        if (count == 0) {
            samples.clear(); // the time before the first byte says nothing about the speed
        }
        samples.addLast(new Sample(now, count));
        while (now - samples.getFirst().nanos() > WINDOW_NANOS && samples.size() > 2) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long span = now - first.nanos();
        if (span < MIN_SPAN_NANOS || count <= first.count()) {
            return 0; // an attempt that failed takes its bytes back
        }
        return (count - first.count()) * (double) TimeUnit.SECONDS.toNanos(1) / span;
    }
}
