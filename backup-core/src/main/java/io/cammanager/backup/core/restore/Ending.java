package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.RestoreResult;
import org.jspecify.annotations.Nullable;

/** What became of one recording, and why, for people. */
record Ending(RestoreResult result, @Nullable String detail) {
    static final Ending RESTORED = new Ending(RestoreResult.RESTORED, null);
    static final Ending UNPROVEN =
            new Ending(RestoreResult.RESTORED, "restored, but there was no hash to compare with");
    static final Ending UNCHANGED = new Ending(RestoreResult.UNCHANGED, null);
    static final Ending STOPPED = new Ending(RestoreResult.FAILED, "the restore was stopped before it was done");

    static Ending failed(String detail) {
        return new Ending(RestoreResult.FAILED, detail);
    }

    static Ending conflict(String detail) {
        return new Ending(RestoreResult.CONFLICT, detail);
    }
}
