package io.cammanager.backup.crypto;

/** Bytes or text that cannot be the name of a file. The message does not hold the name: quote it before adding it. */
public final class InvalidNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidNameException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns what is wrong with the name, as words that go on a sentence. */
    public String reason() {
        return reason;
    }
}
