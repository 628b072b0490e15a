package io.cammanager.backup.testkit.proxy;

import java.io.IOException;

/** The proxy itself has ended a message early, or found that nobody takes it. */
final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    private final How how;

    enum How {
        RESET,
        HALF_CLOSE,
        /** Whoever was to get the bytes does not take them. */
        NOT_TAKEN
    }

    BrokenOffException(How how) {
        super(how.toString());
        this.how = how;
    }

    How how() {
        return how;
    }
}
