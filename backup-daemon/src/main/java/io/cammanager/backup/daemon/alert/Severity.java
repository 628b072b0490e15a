package io.cammanager.backup.daemon.alert;

/** How soon someone should look. */
enum Severity {
    /** Recordings are lost, or soon may be. */
    CRITICAL,
    WARNING,
    /** Nothing to do. */
    INFO
}
