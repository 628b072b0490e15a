package io.cammanager.backup.core.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the daemon does what.
 *
 * @param syncInterval from the start of a sync to that of the next; at least a second
 * @param syncCron five fields, not yet parsed, which go before the interval; null for none
 * @param syncJitter a sync starts at most this much later; 0 or more
 * @param checks when what is in the bucket is looked at
 * @param upkeep what else is done
 * @param grace how long files in flight may go on after a signal; 0 or more
 * @param watch whether the source is watched for finished recordings
 */
public record DaemonSettings(
        Duration syncInterval,
        @Nullable String syncCron,
        Duration syncJitter,
        Checks checks,
        UpkeepSettings upkeep,
        Duration grace,
        boolean watch,
        HttpSettings http) {
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * When what is in the bucket is looked at.
     *
     * @param verifyInterval from the start of a verification to that of the next; null for none
     * @param rotates whether, beside them, a part of the recordings is read back every day
     * @param drillInterval from the start of a restore drill to that of the next; null for none
     */
    public record Checks(
            @Nullable Duration verifyInterval,
            boolean rotates,
            @Nullable Duration drillInterval) {
        /** Returns the time from one reading of a part to the next; null for none, as when nothing is verified at all. */
        public @Nullable Duration rotateInterval() {
            return rotates && verifyInterval != null ? DAY : null;
        }
    }
}
