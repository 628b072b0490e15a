package io.cammanager.backup.crypto.internal;

import io.cammanager.backup.crypto.internal.VersionString.Cut;

/** What rclone does with a segment depending on where it stands: only the last one keeps its version string in clear. */
public final class SegmentNames {
    private final SegmentCipher cipher;
    private final boolean encryptsDirectories;

    public SegmentNames(SegmentCipher cipher, boolean encryptsDirectories) {
        this.cipher = cipher;
        this.encryptsDirectories = encryptsDirectories;
    }

    public byte[] encryptDirectory(byte[] name) {
        return encryptsDirectories ? cipher.encrypt(name) : name;
    }

    public byte[] decryptDirectory(byte[] stored) throws UndecodableNameException {
        return encryptsDirectories ? cipher.decrypt(stored) : stored;
    }

    public byte[] encryptLast(byte[] name) {
        Cut cut = VersionString.cut(name);
        return cut == null ? cipher.encrypt(name) : VersionString.put(cipher.encrypt(cut.name), cut.version);
    }

    public byte[] decryptLast(byte[] stored) throws UndecodableNameException {
        Cut cut = VersionString.cut(stored);
        return cut == null ? cipher.decrypt(stored) : VersionString.put(cipher.decrypt(cut.name), cut.version);
    }

    /** Says whether a name is one of those few that it takes a look at the result to know. */
    public boolean mayBeUnreadable(byte[] name) {
        return cipher instanceof Obfuscation || VersionString.cut(name) != null;
    }

    public void destroy() {
        cipher.destroy();
    }
}
