package io.cammanager.backup.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is deleted from the bucket for its age, and with how much care.
 *
 * @param days recordings of the last so many days stay, 1 to 36,500
 * @param grace for how long something is marked before it is deleted, at least {@link #MIN_GRACE}
 * @param limit how many may be deleted in one run; null for the greater of two days' recordings and a tenth of all
 * @param replacedDays copies that were put aside in the last so many days stay, 1 to 36,500
 * @param mode whether anything is marked or deleted
 * @param transfers objects worked on at once, 1 to 256
 */
public record ExpiryOptions(
        int days, Duration grace, @Nullable DeleteLimit limit, int replacedDays, SyncOptions.Mode mode, int transfers) {
    /** Time enough for a person to notice that something is about to go. */
    public static final Duration MIN_GRACE = Duration.ofHours(24);

    public static final int MAX_DAYS = 36_500;

    public ExpiryOptions {
        requireDays("days", days);
        requireDays("replacedDays", replacedDays);
        if (grace.compareTo(MIN_GRACE) < 0) {
            throw new IllegalArgumentException("grace (" + grace + ") must be at least " + MIN_GRACE);
        }
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
    }

    private static void requireDays(String name, int value) {
        if (value < 1 || value > MAX_DAYS) {
            throw new IllegalArgumentException(name + " (" + value + ") must be 1 to " + MAX_DAYS);
        }
    }
}
