package io.cammanager.backup.core;

/** What became of a scanned entry: exactly one of these for each, so that the counts add up to what was scanned. */
public enum Outcome {
    /** Sent in this run and proven by the store. */
    UPLOADED,
    /** In the bucket already, as it is here. */
    UNCHANGED,
    /** Left out on purpose: by a filter, its kind, or its age. */
    EXCLUDED,
    /** Still being written; a later run takes it. */
    DEFERRED,
    /** Could not be read or sent. */
    FAILED,
    /** Gone before it was saved. */
    VANISHED,
    /** A different object stands at its key. */
    CONFLICT
}
