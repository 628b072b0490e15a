package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A rule by which the store itself deletes or moves what it keeps.
 *
 * @param id of the store's rules no two have the same; empty where somebody else's rule has none
 * @param prefix what the keys begin with that it is about
 * @param beyond what it says that this record has no field for, in words; empty for a rule of ours
 */
public record LifecycleRule(String id, String prefix, State state, Actions actions, String beyond) {
    /** As many rules as a bucket has at most. */
    public static final int MAX_RULES = 1000;

    private static final int MAX_ID = 255;

    public LifecycleRule {
        if (id.length() > MAX_ID) {
            throw new IllegalArgumentException("id (" + id + ") must have at most " + MAX_ID + " characters");
        }
    }

    /** Makes a rule that is in effect. */
    public static LifecycleRule of(String id, String prefix, Actions actions) {
        return new LifecycleRule(id, prefix, State.ENABLED, actions, "");
    }

    /** Whether a rule is in effect. */
    public enum State {
        ENABLED,
        DISABLED
    }

    /**
     * What happens, in days of 1 and more; null for what does not happen.
     *
     * @param expiryDays after it was stored, the object is deleted, or hidden where versions are kept
     * @param noncurrentDays after something took its place, an older version is deleted for good
     * @param abortUploadsDays after it was begun, an upload in parts that was not completed is dropped
     * @param transition when the object moves to another storage class
     */
    public record Actions(
            @Nullable Integer expiryDays,
            @Nullable Integer noncurrentDays,
            @Nullable Integer abortUploadsDays,
            @Nullable Transition transition) {
        /** Nothing at all. */
        public static final Actions NONE = new Actions(null, null, null, null);

        public Actions withExpiry(int days) {
            return new Actions(days, noncurrentDays, abortUploadsDays, transition);
        }

        public Actions withNoncurrent(@Nullable Integer days) {
            return new Actions(expiryDays, days, abortUploadsDays, transition);
        }

        public Actions withAbort(int days) {
            return new Actions(expiryDays, noncurrentDays, days, transition);
        }

        public Actions withTransition(@Nullable Transition value) {
            return new Actions(expiryDays, noncurrentDays, abortUploadsDays, value);
        }
    }

    /**
     * A move.
     *
     * @param storageClass in S3's words, such as {@code GLACIER}
     */
    public record Transition(int days, String storageClass) {}
}
