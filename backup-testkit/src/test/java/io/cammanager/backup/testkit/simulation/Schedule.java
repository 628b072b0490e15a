package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets one actor at a time go on, from one request to the next, as a seed says. Time goes by only here: a request takes none,
 * and when an actor that waits is chosen, it is as late as it wanted to be woken; the others were stopped for as long.
 */
final class Schedule {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int[] WEIGHTS = {1, 4, 16};
    /** One in so many requests finds its actor stopped, for at most so many requests of the others. */
    private static final int SELDOM = 10;

    private static final int LONG = 24;
    private static final int MAX_STEPS = 20_000;

    private final Random random;
    private final List<Actor> ready = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int steps;
    private long now;
    private volatile @Nullable Throwable failure;

    Schedule(Random random) {
        this.random = random;
    }

    /** What an actor does; its requests call {@link Actor#step}. */
    interface Script {
        void run(Actor actor) throws InterruptedException;
    }

    /** Adds an actor before the story begins. */
    void add(String name, Script script, Executor threads) {
        Actor actor = new Actor(name, WEIGHTS[random.nextInt(WEIGHTS.length)]);
        ready.add(actor);
        threads.execute(() -> actor.live(script));
    }

    /** Tells the story to its end, and throws what an actor has thrown. */
    void run() throws InterruptedException {
        next().turn.release();
        ended.await();
        if (failure != null) {
            throw new AssertionError(String.valueOf(failure), failure);
        }
    }

    /** Draws one of those who are not stopped; when all are, one of them is let go. */
    private Actor next() {
        int total = 0;
        for (Actor actor : ready) {
            total += actor.stoppedUntil > steps ? 0 : actor.weight;
        }
        if (total == 0) {
            return ready.get(random.nextInt(ready.size()));
        }
        int drawn = random.nextInt(total);
        for (Actor actor : ready) {
            drawn -= actor.stoppedUntil > steps ? 0 : actor.weight;
            if (drawn < 0) {
                return actor;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    List<String> trace() {
        return trace;
    }

    /** The end of an actor of a story that has failed elsewhere. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One of those who act, on a thread of its own that stands still unless it is its turn. */
    final class Actor {
        private final String name;
        private final int weight;
        private final Semaphore turn = new Semaphore(0);
        private int stoppedUntil;

        private Actor(String name, int weight) {
            this.name = name;
            this.weight = weight;
        }

        private void live(Script script) {
            turn.acquireUninterruptibly();
            try {
                script.run(this);
            } catch (Abandoned e) {
                // The story ends elsewhere.
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                }
            }
            ready.remove(this);
            if (ready.isEmpty()) {
                ended.countDown();
            } else {
                next().turn.release();
            }
        }

        /** Comes before each request: returns when it is to be carried out. */
        void step(String what) {
            handOver();
            trace.add(name + " " + what);
            if (++steps > MAX_STEPS) {
                throw new AssertionError("the story does not end");
            }
        }

        private void handOver() {
            if (failure == null) {
                if (random.nextInt(SELDOM) == 0) {
                    stoppedUntil = steps + random.nextInt(LONG);
                }
                Actor chosen = next();
                if (chosen != this) {
                    chosen.turn.release();
                    turn.acquireUninterruptibly();
                }
            }
            if (failure != null) {
                throw new Abandoned();
            }
        }

        /** Notes something that is no request. */
        void note(String what) {
            trace.add(name + " " + what);
        }

        Sleeper sleeper() {
            return duration -> {
                long wakes = now + duration.toNanos();
                if (random.nextInt(8) == 0) {
                    handOver();
                }
                now = Math.max(now, wakes);
            };
        }

        long nanoTime() {
            return now;
        }

        Clock clock(Duration wrong) {
            return new SimClock(wrong);
        }

        /** Returns true once in so many times. */
        boolean chance(int times) {
            return random.nextInt(times) == 0;
        }

        Random random() {
            return random;
        }
    }

    /** A clock of the simulated time, wrong by as much as is said. */
    private final class SimClock extends Clock {
        private final Duration wrong;

        SimClock(Duration wrong) {
            this.wrong = wrong;
        }

        @Override
        public Instant instant() {
            return START.plusNanos(now).plus(wrong);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("there is one zone");
        }
    }
}
