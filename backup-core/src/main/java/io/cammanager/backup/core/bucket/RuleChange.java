package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.LifecycleRule;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one life-cycle rule.
 *
 * @param rule as it is afterwards; as it was when it is removed
 * @param camera the camera it is about; null when it is about something else
 */
public record RuleChange(
        Kind kind, LifecycleRule rule, @Nullable String camera) {
    /** What becomes of it. */
    public enum Kind {
        ADDED,
        CHANGED,
        UNCHANGED,
        REMOVED,
        /** Somebody else's: it stays as it is. */
        FOREIGN
    }
}
