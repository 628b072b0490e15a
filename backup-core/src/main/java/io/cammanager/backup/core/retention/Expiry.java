package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ExpiryResult;
import org.jspecify.annotations.Nullable;

/** What became of one object; {@code detail} is the reason, for people. */
record Expiry(ExpiryResult result, @Nullable String detail) {
    Expiry(ExpiryResult result) {
        this(result, null);
    }
}
