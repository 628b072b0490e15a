package io.cammanager.backup.core.store;

import java.util.Locale;

/** How hard an object is locked. */
public enum LockMode {
    /** Whoever has a right of its own for that can still delete it. */
    GOVERNANCE,
    /** Nobody can delete it before its time, the owner of the account included. */
    COMPLIANCE;

    /** Returns the mode as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
