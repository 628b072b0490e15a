package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sleeps in no time: notes how long it should have been, and moves the clock by as much. Thread-safe. */
public final class FakeSleeper implements Sleeper {
    private final FakeClock clock;
    private final List<Duration> sleeps = new ArrayList<>();

    public FakeSleeper(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + duration);
        }
        sleeps.add(duration);
        clock.advance(duration);
    }

    /** Returns the sleeps so far, in order. */
    public synchronized List<Duration> sleeps() {
        return ImmutableList.copyOf(sleeps);
    }

    /** Returns how long all sleeps were together. */
    public synchronized Duration total() {
        return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
