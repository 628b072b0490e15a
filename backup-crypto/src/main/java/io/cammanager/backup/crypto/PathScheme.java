package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.UndecodableNameException;

/** How the paths of a remote are stored. Both sides are S3 keys. */
interface PathScheme {
    /** Returns what the path, which ends in a slash or names a file, is stored as. */
    String stored(String plain);

    /** Returns the path that is stored as this. */
    String plain(String stored) throws UndecodableNameException;

    /** Returns what the paths of the files in this directory begin with. */
    String storedDirectory(String plainDirectory);

    void destroy();
}
