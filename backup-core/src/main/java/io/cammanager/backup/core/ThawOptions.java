package io.cammanager.backup.core;

/**
 * How recordings are fetched back from a storage class that cannot be read at once, such as {@code GLACIER}.
 *
 * @param days that they can be read then, 1 to 365; they stay in their class, and the store charges both
 * @param tier how fast, and so how dear
 */
public record ThawOptions(int days, Tier tier) {
    /** A week, at the ordinary pace. */
    public static final ThawOptions DEFAULT = new ThawOptions(7, Tier.STANDARD);

    /** The paces of S3's RestoreObject. */
    public enum Tier {
        /** Minutes; {@code DEEP_ARCHIVE} has no such tier. */
        EXPEDITED,
        STANDARD,
        /** The cheapest. */
        BULK
    }

    public ThawOptions {
        if (days < 1 || days > 365) {
            throw new IllegalArgumentException("days (" + days + ") must be 1 to 365");
        }
    }
}
