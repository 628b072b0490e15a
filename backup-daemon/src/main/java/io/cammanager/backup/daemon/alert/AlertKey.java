package io.cammanager.backup.daemon.alert;

import org.jspecify.annotations.Nullable;

/**
 * Which alert it is: of one key at most one holds.
 *
 * @param camera null when it concerns no single camera; empty for files that lie in the source itself
 */
record AlertKey(AlertKind kind, @Nullable String camera) {
    static AlertKey of(AlertKind kind) {
        return new AlertKey(kind, null);
    }
}
