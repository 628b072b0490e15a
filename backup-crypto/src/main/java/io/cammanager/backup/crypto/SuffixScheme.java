package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.UndecodableNameException;
import io.cammanager.backup.crypto.internal.VersionString;

/** Names in clear with something at their end. */
final class SuffixScheme implements PathScheme {
    private final String suffix;

    SuffixScheme(String suffix) {
        this.suffix = suffix;
    }

    @Override
    public String stored(String plain) {
        if (plain.endsWith("/")) {
            return plain;
        }
        if (VersionString.isAll(plain)) {
            throw new InvalidNameException("a name that is nothing but rclone's mark of an old version");
        }
        return plain + suffix;
    }

    @Override
    public String plain(String stored) throws UndecodableNameException {
        if (stored.endsWith("/")) {
            return stored;
        }
        if (!stored.endsWith(suffix)) {
            throw UndecodableNameException.foreign("does not end in " + suffix);
        }
        String plain = stored.substring(0, stored.length() - suffix.length());
        if (plain.isEmpty() || plain.endsWith("/") || VersionString.isAll(plain)) {
            throw UndecodableNameException.foreign("has no name before " + suffix);
        }
        return plain;
    }

    @Override
    public String storedDirectory(String plainDirectory) {
        return plainDirectory;
    }

    @Override
    public void destroy() {
        // There is no key.
    }
}
