package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param prefix what the keys begin with; may be empty
 * @param startAfter only keys behind this one, in the store's order; null from the start; ignored with a token
 * @param token where the last page said that the next one begins; null for the first
 * @param depth whether the listing stops at the next {@code /} behind the prefix
 */
public record ListRequest(
        String prefix,
        @Nullable String startAfter,
        @Nullable String token,
        Depth depth) {
    /** How far down a listing goes. */
    public enum Depth {
        ALL,
        /** Keys with another {@code /} behind the prefix are not listed, but their next segment is, once. */
        ONE_LEVEL
    }

    /** A listing of everything below the prefix. */
    public static ListRequest all(String prefix) {
        return new ListRequest(prefix, null, null, Depth.ALL);
    }

    public ListRequest next(String nextToken) {
        return new ListRequest(prefix, startAfter, nextToken, depth);
    }
}
