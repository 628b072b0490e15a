package io.cammanager.backup.core;

/** What became of one file that was old enough to be deleted here. */
public enum PruneResult {
    /** Its copy is proven, and the file is deleted. */
    PRUNED,
    /** The same in a dry run, which deletes nothing. */
    PLANNED,
    /** It was no longer here. */
    GONE,
    /** The file is not, or no longer, the one that was confirmed: it stays. */
    CHANGED,
    /** Nothing proves that the copy has its content: it stays. */
    REFUSED,
    /** There is no copy: it stays. */
    MISSING,
    /** The copy is not what was confirmed: it stays. */
    DIFFERS,
    /** The copy could not be looked at, or the file could not be deleted. */
    FAILED
}
