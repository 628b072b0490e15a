package io.cammanager.backup.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When the next job of a kind is due, by the wall clock. To each time comes a jitter, drawn anew, that does not add up from one
 * job to the next. Times that pass while a job runs make one job, not several. Belongs to one thread.
 */
public final class Schedule {
    private final Timing timing;
    private final Duration maxJitter;
    private final RandomGenerator random;

    private Instant started;
    /** When the last one would have started without its jitter. */
    private Instant base;

    private Duration jitter;
    private Instant due;

    /**
     * Makes a schedule whose last job started then.
     *
     * @param maxJitter the most that is added to a time; 0 for none
     */
    public Schedule(Timing timing, Duration maxJitter, RandomGenerator random, Instant started) {
        this.timing = timing;
        this.maxJitter = maxJitter;
        this.random = random;
        this.started = started;
        this.base = started;
        this.jitter = draw();
        this.due = timing.after(base).plus(jitter);
    }

    public Instant due() {
        return due;
    }

    /** Says whether a job is due; looks whether the clock was set back. */
    public boolean isDue(Instant now) {
        if (now.isBefore(started)) {
            due = timing.afterSetBack(now);
            started = now;
            base = now;
            jitter = Duration.ZERO;
        }
        return !due.isAfter(now);
    }

    /** Notes that a job that was due has started. */
    public void started(Instant at) {
        started = at;
        base = at.minus(jitter);
        jitter = draw();
        due = timing.after(base).plus(jitter);
    }

    /** Notes a job that this schedule did not ask for and that makes the next one later. */
    public void startedElsewhere(Instant at) {
        if (at.isAfter(started)) {
            jitter = Duration.ZERO;
            started(at);
        }
    }

    /** Returns the same schedule with a last job that started then. */
    public Schedule since(Instant start) {
        return new Schedule(timing, maxJitter, random, start);
    }

    /** Returns when the last one started. */
    public Instant lastStart() {
        return started;
    }

    /** Returns the interval that the last one has outlasted, or nothing when the next one is not due yet. */
    public Optional<Duration> overrun(Instant ended) {
        return due.isAfter(ended) ? Optional.empty() : Optional.of(Duration.between(base, timing.after(base)));
    }

    private Duration draw() {
        return maxJitter.isZero() ? Duration.ZERO : Duration.ofMillis(random.nextLong(maxJitter.toMillis() + 1));
    }
}
