package io.cammanager.backup.core.transfer;

import java.io.IOException;

/** The file is no longer as it was when the attempt began: whatever was read of it is void. */
final class ChangedWhileReadException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedWhileReadException() {
        super("the file changed while it was read");
    }
}
