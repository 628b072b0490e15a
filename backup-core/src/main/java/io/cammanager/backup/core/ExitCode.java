package io.cammanager.backup.core;

/**
 * How a run ended, in the order in which one end outweighs another: when several hold, the first constant wins.
 */
public enum ExitCode {
    INTERRUPTED(130),
    TERMINATED(143),
    USAGE(2),
    LOCAL_STATE(8),
    WRONG_PASSWORD(12),
    DENIED(6),
    BUCKET_MISSING(10),
    LOCKED(11),
    SAFETY_STOP(4),
    UNREACHABLE(5),
    MISMATCH(7),
    INCOMPLETE(3),
    UNEXPECTED(1),
    OK(0);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** Returns the process exit status. */
    public int code() {
        return code;
    }

    /** Returns the weightier of the two. */
    public ExitCode and(ExitCode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
