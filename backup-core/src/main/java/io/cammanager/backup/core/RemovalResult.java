package io.cammanager.backup.core;

/** What became of an object whose file is gone here. */
public enum RemovalResult {
    /** No longer listed; kept as a version or as a copy. */
    DELETED,
    /** It was not there any more. */
    GONE,
    /** Left: nobody here has put it there or compared its content. */
    NOT_OURS,
    /** Left: it is not the object that was confirmed, or someone wrote its key at the same time. */
    CHANGED,
    /** Left: the file is here again. */
    RETURNED,
    /** Left: the lease was not held at the last moment. */
    LEASE_LOST,
    /** Left: this bucket cannot keep it. */
    IMPOSSIBLE,
    /** Left, as far as is known: the store would not, or its answer did not come. */
    FAILED,
    /** Someone wrote its key at the same time, and our delete marker hides that and may not be taken back: a person must. */
    HIDDEN
}
