package io.cammanager.backup.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of what was confirmed has had its content read back from the bucket since.
 *
 * @param confirmed recordings that count as backed up
 * @param neverRead those of them whose content was never read back
 * @param oldestRead when the one of the others was read that was read the longest ago; null when there is none
 * @param oldestUnread when the one that was never read was confirmed that was confirmed the longest ago; null when there is
 *     none
 * @param asOf when this was looked up
 */
public record Coverage(
        long confirmed,
        long neverRead,
        @Nullable Instant oldestRead,
        @Nullable Instant oldestUnread,
        Instant asOf) {
    /** Returns the coverage of a state in which nothing is confirmed. */
    public static Coverage none(Instant asOf) {
        return new Coverage(0, 0, null, null, asOf);
    }

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

    /**
     * Returns for how long the content of some recording has not been seen: since it was last read back, or since it was
     * confirmed when it never was. Zero while there is no recording.
     */
    public Duration age() {
        Instant oldest = Stream.of(Optional.ofNullable(oldestRead), Optional.ofNullable(oldestUnread))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(asOf);
        return oldest.isBefore(asOf) ? Duration.between(oldest, asOf) : Duration.ZERO;
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
