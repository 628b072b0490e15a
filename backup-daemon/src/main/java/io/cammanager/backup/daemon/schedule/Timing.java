package io.cammanager.backup.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** How often. */
public sealed interface Timing {
    /** Returns when the next one follows on one that started then. */
    Instant after(Instant start);

    /** Returns when the next one is due after the clock was set back to before the start of the last one. */
    Instant afterSetBack(Instant now);

    /** Once every interval, from start to start. */
    record Every(Duration interval) implements Timing {
        public Every {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("interval (" + interval + ") must be more than 0");
            }
        }

        @Override
        public Instant after(Instant start) {
            return start.plus(interval);
        }

        /** At once: that start says nothing about such a clock, and rather too early than hours too late. */
        @Override
        public Instant afterSetBack(Instant now) {
            return now;
        }
    }

    /** At the times of a cron expression on the clocks of a zone. */
    record At(Cron cron, ZoneId zone) implements Timing {
        @Override
        public Instant after(Instant start) {
            return cron.nextAfter(start, zone);
        }

        @Override
        public Instant afterSetBack(Instant now) {
            return cron.nextAfter(now, zone);
        }
    }
}
