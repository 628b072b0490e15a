package io.cammanager.backup.core.store;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a store, or the way to it, refused or could not do. Classified once, where it enters; asked by kind ever after. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String operation;
    private final String subject;
    private final String reason;
    private final long retryAfterMillis;
    private final Retryability retryability;

    /** What kind of failure this is, and so whether trying again can help. */
    public enum Kind {
        NOT_FOUND(Retryability.NEVER, ExitCode.INCOMPLETE, Reach.FILE),
        BUCKET_MISSING(Retryability.NEVER, ExitCode.BUCKET_MISSING, Reach.RUN),
        /** Wrong credentials, or no right to do this. */
        DENIED(Retryability.NEVER, ExitCode.DENIED, Reach.RUN),
        /** The clocks of client and store are too far apart. */
        CLOCK_SKEW(Retryability.NEVER, ExitCode.DENIED, Reach.RUN),
        /** It lies in a storage class that cannot be read before it is fetched back. */
        COLD(Retryability.NEVER, ExitCode.INCOMPLETE, Reach.FILE),
        PRECONDITION_FAILED(Retryability.NEVER, ExitCode.INCOMPLETE, Reach.FILE),
        /** Another write to the same key is under way: look at what is there before the next try. */
        CONFLICT(Retryability.AFTER_A_LOOK, ExitCode.INCOMPLETE, Reach.FILE),
        /** The bytes that arrived are not those of the digests: read the file again before the next try. */
        DIGEST_MISMATCH(Retryability.AFTER_A_LOOK, ExitCode.MISMATCH, Reach.FILE),
        TOO_LARGE(Retryability.NEVER, ExitCode.INCOMPLETE, Reach.FILE),
        STORAGE_FULL(Retryability.NEVER, ExitCode.UNREACHABLE, Reach.RUN),
        /** The store does not know how to do this. */
        NOT_IMPLEMENTED(Retryability.NEVER, ExitCode.UNEXPECTED, Reach.FILE),
        /** Any other refusal of the request as such. */
        REJECTED(Retryability.NEVER, ExitCode.UNEXPECTED, Reach.FILE),
        /** The store asks for patience: 503 SlowDown, 429. */
        THROTTLED(Retryability.RETRY, ExitCode.UNREACHABLE, Reach.FILE),
        /** 500 and its like, an answer that cannot be understood, a connection that broke. */
        UNAVAILABLE(Retryability.RETRY, ExitCode.UNREACHABLE, Reach.FILE),
        /** No connection at all: refused, no such host, TLS not trusted. */
        UNREACHABLE(Retryability.RETRY, ExitCode.UNREACHABLE, Reach.RUN),
        /** The store has failed every request for so long that this run gives up on it. */
        OUTAGE(Retryability.NEVER, ExitCode.UNREACHABLE, Reach.RUN),
        /** A listing that repeats itself or cannot be right. */
        NOT_TRUSTWORTHY(Retryability.NEVER, ExitCode.UNREACHABLE, Reach.RUN),
        /** A name in the bucket that cannot be decrypted, where there must be none. */
        FOREIGN_NAME(Retryability.NEVER, ExitCode.MISMATCH, Reach.RUN),
        /** The local bytes could not be read while they were sent. */
        LOCAL_READ(Retryability.NEVER, ExitCode.INCOMPLETE, Reach.FILE),
        INTERRUPTED(Retryability.NEVER, ExitCode.INTERRUPTED, Reach.FILE);

        private final Retryability retryability;
        private final ExitCode exitCode;
        private final Reach reach;

        Kind(Retryability retryability, ExitCode exitCode, Reach reach) {
            this.retryability = retryability;
            this.exitCode = exitCode;
            this.reach = reach;
        }

        /** Says whether a store that keeps an object from being deleted may say so in this way: they do not agree on it. */
        public boolean isRefusalToDelete() {
            return this == DENIED || this == REJECTED || this == CONFLICT;
        }

        /** Returns the kind as one word for machines, such as {@code throttled}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whom a failure concerns that trying again did not help. */
    public enum Reach {
        /** This object alone; the next one may fare better. */
        FILE,
        /** Every other request too. */
        RUN
    }

    /** Whether the same request may help when it is sent again. */
    public enum Retryability {
        RETRY,
        /** Once and at once: what was wrong, such as the clock or the credentials, was just put right. */
        ONCE,
        /** Not blindly: the file, or what stands at the key, is looked at anew first. */
        AFTER_A_LOOK,
        NEVER
    }

    /**
     * Makes the exception.
     *
     * @param operation what was tried, such as {@code "put"}
     * @param subject the key or bucket it was tried on
     * @param reason why it failed, without secrets and without a full stop
     * @param retryAfterMillis how long the store asked to wait; 0 when it did not say
     */
    public StoreException(
            Kind kind,
            String operation,
            String subject,
            String reason,
            long retryAfterMillis,
            @Nullable Throwable cause) {
        this(kind, operation, subject, reason, retryAfterMillis, cause, kind.retryability);
    }

    private StoreException(
            Kind kind,
            String operation,
            String subject,
            String reason,
            long retryAfterMillis,
            @Nullable Throwable cause,
            Retryability retryability) {
        super("could not " + operation + " " + subject + ": " + reason, cause);
        this.kind = kind;
        this.operation = operation;
        this.subject = subject;
        this.reason = reason;
        this.retryAfterMillis = retryAfterMillis;
        this.retryability = retryability;
    }

    public StoreException(Kind kind, String operation, String subject, String reason) {
        this(kind, operation, subject, reason, 0, null);
    }

    /** Returns this failure as one whose cause was put right, so that the same request may be sent once more. */
    public StoreException putRight() {
        return new StoreException(kind, operation, subject, reason, retryAfterMillis, getCause(), Retryability.ONCE);
    }

    public Kind kind() {
        return kind;
    }

    public Retryability retryability() {
        return retryability;
    }

    /** Returns why it failed, without the operation and the key. */
    public String reason() {
        return reason;
    }

    public Reach reach() {
        return kind.reach;
    }

    /** Returns what a run ends with that this failure ends. */
    public ExitCode exitCode() {
        return kind.exitCode;
    }

    /** Returns this failure as the end of a run. */
    public BackupException endingRun() {
        return new BackupException(kind.exitCode, String.valueOf(getMessage()), this);
    }

    /** Returns how long the store asked to wait before the next try, in milliseconds; 0 when it did not say. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
