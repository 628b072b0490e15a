package io.cammanager.backup.core;

/** Why an entry ended as it did, or why the plan treats it as it does. */
public enum Reason {
    NEW("not in the bucket yet"),
    LOST_REMOTELY("confirmed before, but no longer in the bucket"),
    SAME("already in the bucket"),
    ADOPTED("already in the bucket, found by its size and time"),
    SAME_CONTENT("already in the bucket, found by its content"),
    NEEDS_LOOK("in the bucket, not known here yet: its metadata decides"),
    NEEDS_HASH("its time changed: its content decides"),
    FILTERED("left out by a filter"),
    NOT_REGULAR("not a regular file"),
    EXPIRED("older than the retention"),
    UNSETTLED("still being written"),
    CHANGED_WHILE_READ("changed while it was read"),
    UNREADABLE("could not be read"),
    KEY_TOO_LONG("its key is longer than the 1024 bytes that S3 allows"),
    TOO_LARGE("larger than the store accepts"),
    ATTEMPTS_USED_UP("could not be sent, all attempts used up"),
    WAITS_FOR_NEXT_TRY("failed in earlier runs, waits for its next try"),
    REFUSED("refused by the store"),
    GONE("gone before it was saved"),
    DIFFERENT_SIZE("a different object stands at its key: other size"),
    SMALLER("a different object stands at its key, and the file is smaller"),
    REPLACED("in the place of a different object, which is kept"),
    CORRUPT_REMOTELY("what stands at its key is damaged: its size is that of no encrypted file"),
    DIFFERENT_CONTENT("a different object stands at its key: other content"),
    NO_HASH("an object of its size stands at its key, and tells no hash to compare with"),
    CANNOT_KEEP("a different object stands at its key, and this bucket cannot keep it"),
    DAMAGED_REMOTELY("found missing or damaged in the bucket by a verification"),
    NOT_IN_SOURCE("cannot be healed: the source no longer has it as it was confirmed"),
    INTERRUPTED("the run was stopped before its turn");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Returns the reason in plain English, without a full stop. */
    public String text() {
        return text;
    }
}
