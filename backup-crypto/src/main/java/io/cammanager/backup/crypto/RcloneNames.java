package io.cammanager.backup.crypto;
/** x */
public final class RcloneNames {
    private RcloneNames() {}
}
