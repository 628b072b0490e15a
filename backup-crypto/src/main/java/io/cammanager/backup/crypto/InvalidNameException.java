package io.cammanager.backup.crypto;

/** Bytes or text that cannot be the name of a file. The message does not hold the name: quote it before adding it. */
public final class InvalidNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidNameException(String reason) {
        super(reason);
    }
}
