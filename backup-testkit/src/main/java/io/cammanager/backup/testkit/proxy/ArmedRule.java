package io.cammanager.backup.testkit.proxy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A rule in a running proxy, and how often it was of use. Thread-safe. */
public final class ArmedRule {
    private static final long PATIENCE_SECONDS = 60;

    private final Match match;
    private final Occasion occasion;
    private final Fault fault;
    private final Random dice;
    private final CountDownLatch let = new CountDownLatch(1);

    @GuardedBy("this") private int matched;

    @GuardedBy("this") private int taken;

    @GuardedBy("this") private int fired;

    ArmedRule(Match match, Occasion occasion, Fault fault) {
        this.match = match;
        this.occasion = occasion;
        this.fault = fault;
        this.dice = new Random(occasion.seed());
    }

    Fault fault() {
        return fault;
    }

    /** Counts the request when it matches, and says whether the fault is for it. */
    synchronized boolean takes(Asked asked) {
        if (!match.matches(asked)) {
            return false;
        }
        matched++;
        boolean turn = matched >= occasion.first()
                && (matched - occasion.first()) % occasion.every() == 0
                && taken < occasion.times()
                && dice.nextDouble() < occasion.probability();
        taken += turn ? 1 : 0;
        return turn;
    }

    synchronized void countFired() {
        fired++;
        notifyAll();
    }

    /** Returns how many requests matched so far, whether or not it was their turn. */
    public synchronized int matched() {
        return matched;
    }

    /** Returns how many requests the fault was done to so far: a bit of a body that is empty, say, cannot be turned. */
    public synchronized int fired() {
        return fired;
    }

    /** Waits until the fault was done so many times; fails when that takes longer than a minute. */
    public synchronized void awaitFired(int times) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (fired < times) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(this + " did not fire " + times + " times, but " + fired);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Lets go on what this rule holds, and holds nothing more. */
    public void release() {
        let.countDown();
    }

    void hold() {
        try {
            let.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the proxy closes: its sockets say the rest
        }
    }

    @Override
    public String toString() {
        return fault.toString();
    }
}
