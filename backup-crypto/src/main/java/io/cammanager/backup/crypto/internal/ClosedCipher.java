package io.cammanager.backup.crypto.internal;

/** What every cipher says that is used after it was closed. */
public final class ClosedCipher {
    private ClosedCipher() {}

    public static IllegalStateException exception() {
        return new IllegalStateException("the cipher is closed and its key wiped");
    }
}
