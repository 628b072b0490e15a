package io.cammanager.backup.core;

/** What became of one object whose name, or time, says that it is old enough to go. */
public enum ExpiryResult {
    /** It was marked for long enough, is what was marked, and is deleted. */
    DELETED,
    /** The same in a dry run, which deletes nothing. */
    PLANNED,
    /** It was marked, and is no longer there. */
    GONE,
    /** It goes in a later run, unless something changes; in a dry run, it would be marked. */
    MARKED,
    /** It was marked, not long enough ago, or an older version of it must stay for longer. */
    WAITING,
    /** The store keeps it: it is locked, or under a legal hold. */
    LOCKED,
    /** It was stored later than its name says, and is not old enough. */
    YOUNG,
    /** It is the newest of its camera, which always stays. */
    NEWEST,
    /** Its file is still here and not too old for a sync, which would send it again. */
    STILL_HERE,
    /** Its content was never compared with a file of ours. */
    UNPROVEN,
    /** It is another one than was marked: its time begins anew. */
    CHANGED,
    /** It was never marked, and is not there. */
    MISSING,
    /** It is not what was confirmed. */
    DIFFERS,
    /** It could not be looked at or deleted. */
    FAILED
}
