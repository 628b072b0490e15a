package io.cammanager.backup.core.scan;

/** A pattern that cannot be understood. */
final class GlobSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    GlobSyntaxException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
