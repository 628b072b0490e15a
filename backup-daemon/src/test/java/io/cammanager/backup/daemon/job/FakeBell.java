package io.cammanager.backup.daemon.job;

import io.cammanager.backup.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Waits in no time: moves the clock, and on its way makes happen what was told to happen at a time. */
final class FakeBell implements Bell {
    private record Happening(Instant at, int number, Runnable action) {}

    private final FakeClock clock;
    private final PriorityQueue<Happening> happenings =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::number));
    private int number;
    private boolean rung;
    Duration longest = Duration.ZERO;

    FakeBell(FakeClock clock) {
        this.clock = clock;
    }

    /** Does something when the loop waits and the clock has come to this time. */
    void at(Instant time, Runnable action) {
        happenings.add(new Happening(time, number++, action));
    }

    @Override
    public void await(Duration atMost) {
        if (rung) {
            rung = false;
            return;
        }
        longest = longest.compareTo(atMost) < 0 ? atMost : longest;
        Instant end = clock.instant().plus(atMost);
        Happening next = happenings.peek();
        if (next == null || next.at.isAfter(end)) {
            clock.set(end);
            return;
        }
        happenings.remove();
        if (next.at.isAfter(clock.instant())) {
            clock.set(next.at);
        }
        next.action.run();
    }

    @Override
    public void ring() {
        rung = true;
    }
}
