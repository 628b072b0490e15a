package io.cammanager.backup.core.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the daemon does what.
 *
 * @param syncInterval from the start of a sync to that of the next; at least a second
 * @param syncCron five fields, not yet parsed, which go before the interval; null for none
 * @param syncJitter a sync starts at most this much later; 0 or more
 * @param verifyInterval from the start of a verification to that of the next; null for none
 * @param grace how long files in flight may go on after a signal; 0 or more
 * @param watch whether the source is watched for finished recordings
 */
public record DaemonSettings(
        Duration syncInterval,
        @Nullable String syncCron,
        Duration syncJitter,
        @Nullable Duration verifyInterval,
        Duration grace,
        boolean watch,
        HttpSettings http) {}
