package io.cammanager.backup.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class FakeClock extends Clock {
    private final Hands hands;
    private final ZoneId zone;

    private FakeClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = zone;
    }

    /** Returns a clock in UTC that shows this time. */
    public static FakeClock at(Instant now) {
        return new FakeClock(new Hands(now), ZoneOffset.UTC);
    }

    /** Returns a clock in UTC that shows this time, such as {@code 2026-03-01T12:00:00Z}. */
    public static FakeClock at(String now) {
        return at(Instant.parse(now));
    }

    /** Moves the clock, backwards if the duration is negative. */
    public void advance(Duration duration) {
        hands.advance(duration);
    }

    /** Sets the clock, as an administrator or NTP might. */
    public void set(Instant time) {
        hands.set(time);
    }

    @Override
    public Instant instant() {
        return hands.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a view of this same clock in another zone: both move together. */
    @Override
    public FakeClock withZone(ZoneId newZone) {
        return new FakeClock(hands, newZone);
    }

    /** What the views of one clock share. */
    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized void set(Instant time) {
            now = time;
        }

        synchronized void advance(Duration duration) {
            now = now.plus(duration);
        }
    }
}
