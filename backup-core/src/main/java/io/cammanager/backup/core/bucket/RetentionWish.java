package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.LifecycleRule.Transition;
import org.jspecify.annotations.Nullable;

/**
 * How long the bucket is to keep things, in days.
 *
 * @param days recordings
 * @param replacedDays what was replaced or removed and kept aside
 * @param noncurrentDays older versions; null to leave them
 * @param abortUploadsDays uploads that were not completed; null to leave that as it is
 * @param transition when recordings move to another storage class; null when they stay
 */
public record RetentionWish(
        int days,
        int replacedDays,
        @Nullable Integer noncurrentDays,
        @Nullable Integer abortUploadsDays,
        @Nullable Transition transition) {
    public RetentionWish {
        require("days", days);
        require("replacedDays", replacedDays);
        if (noncurrentDays != null) {
            require("noncurrentDays", noncurrentDays);
        }
        if (abortUploadsDays != null) {
            require("abortUploadsDays", abortUploadsDays);
        }
        if (transition != null && transition.days() >= days) {
            throw new IllegalArgumentException("transition.days (" + transition.days() + ") must be less than days ("
                    + days + "), when the recording goes");
        }
    }

    private static void require(String name, int days) {
        if (days < 1) {
            throw new IllegalArgumentException(name + " (" + days + ") must be at least 1");
        }
    }
}
