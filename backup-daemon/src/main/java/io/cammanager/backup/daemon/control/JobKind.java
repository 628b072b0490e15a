package io.cammanager.backup.daemon.control;

/** What the daemon does, one job at a time. */
public enum JobKind {
    SYNC,
    VERIFY
}
