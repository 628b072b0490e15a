package io.cammanager.backup.core;

/** What a run does only when it is told that it may. */
public enum Allowance {
    /** Goes on with a source in which nothing is left. */
    EMPTY_SOURCE,
    /** Goes on when much of what was confirmed has changed at once. */
    MASS_CHANGE,
    /** Sends what would be a conflict, after a copy of the object in its way. */
    REPLACE_CONFLICTS
}
