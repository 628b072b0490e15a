package io.cammanager.backup.daemon.alert;

import java.io.IOException;

/** The other side answered, and would answer the same again. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
