package io.cammanager.backup.core.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes that came are not those that were stored for this recording, as the store's own layer found. */
public class DamagedContentException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedContentException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
