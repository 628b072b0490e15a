package io.cammanager.backup.core.restore;

import java.io.IOException;

/** What has come is of no use: another object is there by now, or another number of bytes than was announced. */
final class StartOverException extends IOException {
    private static final long serialVersionUID = 1L;

    StartOverException(String reason) {
        super(reason);
    }
}
