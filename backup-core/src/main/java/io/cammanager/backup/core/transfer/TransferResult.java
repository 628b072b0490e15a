package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import org.jspecify.annotations.Nullable;

/** How one file ended. */
record TransferResult(
        Outcome outcome, Reason reason, @Nullable String detail) {
    TransferResult(Outcome outcome, Reason reason) {
        this(outcome, reason, null);
    }
}
