package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.daemon.schedule.Cron;
import io.cammanager.backup.daemon.schedule.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When the daemon does what.
 *
 * @param interval from the start of a sync to that of the next; more than 0
 * @param cron when syncs start instead; null for the interval
 * @param jitter the most that a scheduled sync is put off by, at random; 0 or more
 * @param checks when what is in the bucket is looked at
 * @param upkeep what else is done
 * @param grace how long uploads in flight may go on after a signal to stop; 0 or more
 * @param watched the folder whose finished files are sent at once; null when the schedule will do
 */
public record LoopSettings(
        Duration interval,
        @Nullable Cron cron,
        Duration jitter,
        Checks checks,
        Upkeep upkeep,
        Duration grace,
        @Nullable Path watched) {
    /** Leaves time to tell the end within the ten seconds after which container runtimes kill. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /**
     * How much time lies between the starts of what looks at the bucket; null for what is not done.
     *
     * @param scratch the directory below which drills restore; null for that of temporary files
     */
    public record Checks(
            @Nullable Duration verify,
            @Nullable Duration rotate,
            @Nullable Duration drill,
            @Nullable Path scratch) {
        public static final Checks NONE = new Checks(null, null, null, null);

        public Checks {
            requirePositiveOrNull(verify, "verify");
            requirePositiveOrNull(rotate, "rotate");
            requirePositiveOrNull(drill, "drill");
        }

        private static void requirePositiveOrNull(@Nullable Duration value, String name) {
            if (value != null) {
                requirePositive(value, name);
            }
        }
    }

    /** What is done beside sending and looking; each null for what is not. */
    public record Upkeep(
            @Nullable Regular<PruneOptions> prune,
            @Nullable Regular<MirrorOptions> mirror,
            @Nullable Regular<ExpiryOptions> retention) {
        public static final Upkeep NONE = new Upkeep(null, null, null);
    }

    /**
     * Something that is done again and again.
     *
     * @param interval from the start of one to that of the next; more than 0
     */
    public record Regular<O>(Duration interval, O options) {
        public Regular {
            requirePositive(interval, "interval");
        }
    }

    public LoopSettings {
        requirePositive(interval, "interval");
        requireNotNegative(jitter, "jitter");
        requireNotNegative(grace, "grace");
    }

    /** Returns settings for a sync every interval and nothing else. */
    public static LoopSettings every(Duration interval) {
        return new LoopSettings(interval, null, Duration.ZERO, Checks.NONE, Upkeep.NONE, DEFAULT_GRACE, null);
    }

    Timing syncTiming(ZoneId zone) {
        return cron == null ? new Timing.Every(interval) : new Timing.At(cron, zone);
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " (" + value + ") must be more than 0");
        }
    }

    private static void requireNotNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " (" + value + ") must be 0 or more");
        }
    }
}
