package io.cammanager.backup.core.store;

/**
 * How large an object a store takes. What AWS allows is what nobody exceeds; others allow less.
 *
 * @param maxObjectBytes the largest object, at least 1
 * @param maxParts the most parts of one upload, 1 to 10,000
 */
public record StoreLimits(long maxObjectBytes, int maxParts) {
    private static final int MAX_PARTS = 10_000;

    /** 48.8 TiB, in 10,000 parts of 5 GiB. */
    public static final StoreLimits AWS = new StoreLimits(MAX_PARTS * (5L << 30), MAX_PARTS);

    public StoreLimits {
        if (maxObjectBytes < 1) {
            throw new IllegalArgumentException("maxObjectBytes (" + maxObjectBytes + ") must be at least 1");
        }
        if (maxParts < 1 || maxParts > MAX_PARTS) {
            throw new IllegalArgumentException("maxParts (" + maxParts + ") must be 1 to " + MAX_PARTS);
        }
    }
}
