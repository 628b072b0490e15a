package io.cammanager.backup.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of what was confirmed has had its content read back from the bucket since.
 *
 * @param confirmed recordings that count as backed up
 * @param neverRead those of them whose content was never read back
 * @param oldestRead when the one of the others was read that was read the longest ago; null when there is none
 * @param asOf when this was looked up
 */
public record Coverage(
        long confirmed, long neverRead, @Nullable Instant oldestRead, Instant asOf) {
    public Coverage {
        if (neverRead < 0 || neverRead > confirmed) {
            throw new IllegalArgumentException(
                    "neverRead (" + neverRead + ") must be 0 to confirmed (" + confirmed + ")");
        }
    }

    /** Says whether the content of every recording was read back at least once. */
    public boolean isFull() {
        return confirmed > 0 && neverRead == 0;
    }

    /** Returns within how many days, rounded up, the content was read of all that was ever read; 0 when none was. */
    public long days() {
        if (oldestRead == null) {
            return 0;
        }
        long millis = Math.max(0, Duration.between(oldestRead, asOf).toMillis());
        return millis / Duration.ofDays(1).toMillis() + 1;
    }
}
