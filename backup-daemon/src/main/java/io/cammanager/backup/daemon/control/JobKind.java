package io.cammanager.backup.daemon.control;

/** What the daemon does, one job at a time. */
public enum JobKind {
    SYNC,
    /** The listing against what was confirmed, unless another level is asked for. */
    VERIFY,
    /** Reads back what was read the longest ago. */
    ROTATE,
    /** Rehearses a restore. */
    DRILL
}
