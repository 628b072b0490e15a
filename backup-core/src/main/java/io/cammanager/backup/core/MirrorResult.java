package io.cammanager.backup.core;

/** What became of one object of a bucket that is copied to another one. */
public enum MirrorResult {
    /** It is in the other bucket now, as proven by what that says. */
    COPIED,
    /** It would be copied; a dry run reads no bytes. */
    PLANNED,
    /** It was there already. */
    UNCHANGED,
    /** It was removed while the run was under way. */
    GONE,
    /** It is being replaced at this moment: the next run takes it. */
    CHANGED,
    /** Another object is at its key in the other bucket, which may be the better one: it stays. */
    CONFLICT,
    /** It is not what was confirmed, or its bytes are not what they should be: not copied. */
    DAMAGED,
    /** It was confirmed, and is not in the bucket: nothing to copy, and nothing is removed from the other one. */
    MISSING,
    /** It could not be read, or not be written. */
    FAILED
}
