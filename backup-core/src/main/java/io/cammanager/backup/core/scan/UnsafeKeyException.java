package io.cammanager.backup.core.scan;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;

/** A key in the bucket that stands for no file, or for one outside the directory it is meant for. */
public final class UnsafeKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String reason;

    UnsafeKeyException(ObjectKey key, String reason) {
        super("cannot use the key " + Quoted.of(key.value()) + " as a file name: " + reason);
        this.key = key.value();
        this.reason = reason;
    }

    /** Returns what is wrong with it, without the key. */
    public String reason() {
        return reason;
    }

    /** Returns the key as it is: quote it before printing. */
    public ObjectKey key() {
        return new ObjectKey(key);
    }
}
