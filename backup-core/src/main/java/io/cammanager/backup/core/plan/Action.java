package io.cammanager.backup.core.plan;

import io.cammanager.backup.core.Outcome;

/** What is to be done with a file. */
public enum Action {
    /** Nothing: it is in the bucket as it is here. */
    KEEP(Outcome.UNCHANGED),
    /** Send it. */
    SEND(Outcome.UPLOADED),
    /** Send it in the place of a different object, which is kept. */
    REPLACE(Outcome.UPLOADED),
    /** Send it whatever the store says of the object, which was found damaged and is kept. */
    HEAL(Outcome.UPLOADED),
    /** Ask the store for the object's metadata, and decide by that. */
    LOOK(Outcome.UNCHANGED),
    /** Read the file and compare its content with what the store says. */
    COMPARE(Outcome.UNCHANGED),
    /** Nothing in this run. */
    DEFER(Outcome.DEFERRED),
    /** Nothing, on purpose. */
    LEAVE_OUT(Outcome.EXCLUDED),
    /** Nothing; a person must look. */
    REPORT_CONFLICT(Outcome.CONFLICT),
    /** Nothing: it waited to be saved and is gone. */
    REPORT_GONE(Outcome.VANISHED),
    /** Nothing can be done. */
    FAIL(Outcome.FAILED);

    private final Outcome expected;

    Action(Outcome expected) {
        this.expected = expected;
    }

    /** Returns the outcome that this action is expected to have. */
    public Outcome expected() {
        return expected;
    }

    /** Says whether the transfer has to do something for it. */
    public boolean isWork() {
        return this == SEND || this == REPLACE || this == HEAL || this == LOOK || this == COMPARE;
    }
}
