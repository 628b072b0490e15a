package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.NameCipher;

/** The keys of an encrypted bucket and those that they stand for. What is our own has the same key in both. */
final class StoredKeys {
    private final String prefix;
    private final NameCipher names;

    StoredKeys(String prefix, NameCipher names) {
        this.prefix = prefix;
        this.names = names;
    }

    boolean isOwn(ObjectKey key) {
        return isOwn(key.value());
    }

    private boolean isOwn(String key) {
        return key.startsWith(prefix + RemoteTree.OWN) && !key.startsWith(prefix + RemoteTree.REPLACED);
    }

    /** Returns how much of a key is no recording's path: the prefix, or all up to the path of one that was kept aside. */
    private int pathStart(String key) {
        String keptAside = prefix + RemoteTree.REPLACED;
        return key.startsWith(keptAside) ? key.indexOf('/', keptAside.length()) + 1 : prefix.length();
    }

    /** Returns the recording's path in a key, or its encrypted form in a stored key. */
    String path(ObjectKey key) {
        return key.value().substring(pathStart(key.value()));
    }

    ObjectKey stored(ObjectKey key) {
        try {
            return isOwn(key)
                    ? key
                    : new ObjectKey(key.value().substring(0, pathStart(key.value())) + names.storedPath(path(key)));
        } catch (InvalidNameException e) {
            throw new StoreException(Kind.REJECTED, "encrypt the name of", key.value(), e.reason(), 0, e);
        }
    }

    /** Returns the key of which {@link #stored} makes this one. */
    ObjectKey plain(ObjectKey stored) throws CryptException {
        int start = pathStart(stored.value());
        return isOwn(stored)
                ? stored
                : new ObjectKey(stored.value().substring(0, start)
                        + names.plainPath(stored.value().substring(start)));
    }

    /** Returns what the stored keys below a folder begin with; the folder is empty or ends in a slash. */
    String storedFolder(String folder) {
        if (isOwn(folder) || folder.equals(prefix + RemoteTree.REPLACED)) {
            return folder;
        }
        int start = pathStart(folder);
        return folder.substring(0, start) + names.storedDirectory(folder.substring(start));
    }
}
