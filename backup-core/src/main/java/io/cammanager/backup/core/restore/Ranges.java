package io.cammanager.backup.core.restore;

/**
 * How large recordings are fetched.
 *
 * @param fromBytes the size from which on a recording comes in ranges, several at once
 * @param rangeBytes the size of one range
 */
public record Ranges(long fromBytes, long rangeBytes) {
    /** From 64 MiB on, 16 MiB at a time: several of them fill a line that one connection does not. */
    public static final Ranges DEFAULT = new Ranges(64L << 20, 16L << 20);

    public Ranges {
        if (rangeBytes < 1) {
            throw new IllegalArgumentException("rangeBytes (" + rangeBytes + ") must be positive");
        }
    }

    boolean isLarge(long bytes) {
        return bytes >= fromBytes;
    }

    /** Returns how many ranges so many bytes are. */
    long count(long bytes) {
        return (bytes + rangeBytes - 1) / rangeBytes;
    }

    /** Returns how many bytes the range of this number has, of so many in all: the last one may be shorter. */
    long bytes(int range, long all) {
        return Math.min(rangeBytes, all - range * rangeBytes);
    }
}
