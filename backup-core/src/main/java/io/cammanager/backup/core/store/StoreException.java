package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/** What a store, or the way to it, refused or could not do. Classified once, where it enters; asked by kind ever after. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final long retryAfterMillis;

    /** What kind of failure this is, and so whether trying again can help. */
    public enum Kind {
        NOT_FOUND(Retryability.NEVER),
        BUCKET_MISSING(Retryability.NEVER),
        /** Wrong credentials, or no right to do this. */
        DENIED(Retryability.NEVER),
        /** The clocks of client and store are too far apart. */
        CLOCK_SKEW(Retryability.NEVER),
        PRECONDITION_FAILED(Retryability.NEVER),
        /** Another write to the same key is under way. */
        CONFLICT(Retryability.RETRY),
        /** The bytes that arrived are not those of the digests: read the file again before the next try. */
        DIGEST_MISMATCH(Retryability.NEVER),
        TOO_LARGE(Retryability.NEVER),
        STORAGE_FULL(Retryability.NEVER),
        /** The store does not know how to do this. */
        NOT_IMPLEMENTED(Retryability.NEVER),
        /** Any other refusal of the request as such. */
        REJECTED(Retryability.NEVER),
        /** The store asks for patience: 503 SlowDown, 429. */
        THROTTLED(Retryability.RETRY),
        /** 500 and its like, an answer that cannot be understood, a connection that broke. */
        UNAVAILABLE(Retryability.RETRY),
        /** No connection at all: refused, no such host, TLS not trusted. */
        UNREACHABLE(Retryability.RETRY),
        /** A listing that repeats itself or cannot be right. */
        NOT_TRUSTWORTHY(Retryability.NEVER),
        /** The local bytes could not be read while they were sent. */
        LOCAL_READ(Retryability.NEVER),
        INTERRUPTED(Retryability.NEVER);

        private final Retryability retryability;

        Kind(Retryability retryability) {
            this.retryability = retryability;
        }
    }

    /** Whether the same request may help when it is sent again. */
    public enum Retryability {
        RETRY,
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
        super("could not " + operation + " " + subject + ": " + reason, cause);
        this.kind = kind;
        this.retryAfterMillis = retryAfterMillis;
    }

    public StoreException(Kind kind, String operation, String subject, String reason) {
        this(kind, operation, subject, reason, 0, null);
    }

    public Kind kind() {
        return kind;
    }

    public Retryability retryability() {
        return kind.retryability;
    }

    /** Returns how long the store asked to wait before the next try, in milliseconds; 0 when it did not say. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
