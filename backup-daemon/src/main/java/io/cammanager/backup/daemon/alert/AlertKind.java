package io.cammanager.backup.daemon.alert;

import java.util.Locale;

/** What can be wrong. */
enum AlertKind {
    WRONG_PASSWORD(Severity.CRITICAL, Onset.AT_ONCE),
    DENIED(Severity.CRITICAL, Onset.AT_ONCE),
    BUCKET_MISSING(Severity.CRITICAL, Onset.AT_ONCE),
    CLOCK(Severity.WARNING, Onset.SECOND_LOOK),
    LOCKED(Severity.WARNING, Onset.AT_ONCE),
    NO_SUCCESS(Severity.CRITICAL, Onset.AT_ONCE),
    CAMERA_BEHIND(Severity.CRITICAL, Onset.SECOND_LOOK),
    CAMERA_SILENT(Severity.CRITICAL, Onset.SECOND_LOOK),
    VERIFY_MISMATCH(Severity.CRITICAL, Onset.AT_ONCE),
    DRILL_FAILED(Severity.CRITICAL, Onset.AT_ONCE),
    DRILL_OLD(Severity.WARNING, Onset.SECOND_LOOK),
    NOT_READ_BACK(Severity.WARNING, Onset.SECOND_LOOK),
    MIRROR_DAMAGE(Severity.CRITICAL, Onset.AT_ONCE),
    MIRROR_OLD(Severity.WARNING, Onset.AT_ONCE),
    PRUNE_DAMAGE(Severity.CRITICAL, Onset.AT_ONCE),
    RETENTION_DAMAGE(Severity.CRITICAL, Onset.AT_ONCE),
    RETENTION_STOPPED(Severity.WARNING, Onset.AT_ONCE),
    LOCK_ENDS(Severity.WARNING, Onset.SECOND_LOOK),
    LOCK_GONE(Severity.CRITICAL, Onset.AT_ONCE),
    DISK_LOW_UNPROTECTED(Severity.CRITICAL, Onset.SECOND_LOOK),
    DISK_LOW(Severity.WARNING, Onset.SECOND_LOOK),
    VANISHED(Severity.CRITICAL, Onset.AT_ONCE);

    /** Whether one look is enough to believe that it begins or ends. */
    enum Onset {
        /** It follows from a run that has ended, which the next look does not change. */
        AT_ONCE,
        /** It may come and go between two looks, which nobody wants to be told. */
        SECOND_LOOK
    }

    private final Severity severity;
    private final Onset onset;

    AlertKind(Severity severity, Onset onset) {
        this.severity = severity;
        this.onset = onset;
    }

    Severity severity() {
        return severity;
    }

    Onset onset() {
        return onset;
    }

    /** Says whether its end is good news; files that have vanished do not come back. */
    boolean recovers() {
        return this != VANISHED;
    }

    /** Returns its name in messages for machines, and in the texts. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
