package io.cammanager.backup.crypto.conf;

import org.jspecify.annotations.Nullable;

/** An rclone.conf that cannot be used. The message goes on a sentence that begins with the file, and holds no line of it. */
public final class RcloneConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong. */
    public enum Reason {
        MISSING,
        UNREADABLE,
        SYNTAX,
        /** It is encrypted, and no password was given. */
        PASSWORD_NEEDED,
        PASSWORD_WRONG,
        /** It is encrypted in a way that is not known, or cut off. */
        ENCRYPTION_UNKNOWN
    }

    RcloneConfigException(Reason reason, String message) {
        this(reason, message, null);
    }

    RcloneConfigException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
