package io.cammanager.backup.core.remove;

import io.cammanager.backup.core.RemovalResult;
import org.jspecify.annotations.Nullable;

/**
 * How the removal of one object ended.
 *
 * @param detail for people: where it is kept, or what stood in the way; null when there is nothing to say
 */
public record Removal(RemovalResult result, @Nullable String detail) {
    Removal(RemovalResult result) {
        this(result, null);
    }

    /** Says whether nothing of the object that was confirmed is at its key. */
    public boolean isDone() {
        return result == RemovalResult.DELETED || result == RemovalResult.GONE;
    }
}
