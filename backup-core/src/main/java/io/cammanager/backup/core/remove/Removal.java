package io.cammanager.backup.core.remove;

import org.jspecify.annotations.Nullable;

/**
 * How the removal of one object ended.
 *
 * @param detail for people: where it is kept, or what stood in the way; null when there is nothing to say
 */
public record Removal(Result result, @Nullable String detail) {
    /** What became of the object. */
    public enum Result {
        /** No longer listed; kept as a version or as a copy. */
        REMOVED,
        /** It was not there any more. */
        GONE,
        /** Left: nobody here has put it there or compared its content. */
        NOT_OURS,
        /** Left: it is not the object that was confirmed, or someone wrote the key at the same time. */
        CHANGED,
        /** Left: the lease was not held at the last moment. */
        LEASE_LOST,
        /** Left: this bucket cannot keep it. */
        IMPOSSIBLE,
        /** Someone wrote the key at the same time, and our marker hides it and could not be taken back: a person must. */
        HIDDEN
    }

    Removal(Result result) {
        this(result, null);
    }

    /** Says whether nothing of the object that was confirmed is at its key. */
    public boolean isDone() {
        return result == Result.REMOVED || result == Result.GONE;
    }
}
