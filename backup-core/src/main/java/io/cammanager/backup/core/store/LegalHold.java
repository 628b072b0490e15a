package io.cammanager.backup.core.store;

/** Whether a version of an object is kept without an end, until somebody takes the hold off. */
public enum LegalHold {
    ON,
    OFF
}
