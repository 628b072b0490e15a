package io.cammanager.backup.core.store.layer;

import com.google.common.collect.ImmutableSet;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.CryptOptions.ForeignNames;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the rows of a listing of an encrypted bucket as the plain ones that they stand for; counts what is foreign. */
final class PlainRows {
    private final StoredKeys keys;
    private final RcloneCrypt crypt;
    private final LongAdder foreign = new LongAdder();
    private final Set<String> foreignNames = new ConcurrentSkipListSet<>();

    PlainRows(StoredKeys keys, RcloneCrypt crypt) {
        this.keys = keys;
        this.crypt = crypt;
    }

    long foreign() {
        return foreign.sum();
    }

    List<ListedObject> objects(List<ListedObject> stored) {
        return known(stored, this::plain);
    }

    List<ListedVersion> versions(List<ListedVersion> stored) {
        return known(stored, this::plain);
    }

    /** Returns the first foreign objects that were met, each once and by its path below the prefix. */
    Set<String> foreignNames() {
        return ImmutableSet.copyOf(foreignNames);
    }

    private static <T> List<T> known(List<T> stored, Function<T, @Nullable T> plain) {
        return stored.stream().map(plain).filter(Objects::nonNull).toList();
    }

    private @Nullable ListedObject plain(ListedObject object) {
        ObjectKey key = key(object.key());
        return key == null
                ? null
                : new ListedObject(key, sizeOf(key, object.size()), object.etag(), object.lastModified());
    }

    private @Nullable ListedVersion plain(ListedVersion row) {
        ObjectKey key = key(row.key());
        boolean isObject = row.version().kind() == ObjectVersion.Kind.OBJECT;
        return key == null
                ? null
                : new ListedVersion(key, row.version(), isObject ? sizeOf(key, row.size()) : row.size());
    }

    /** Returns the plain size of what has this plain key. */
    long sizeOf(ObjectKey key, long storedSize) {
        if (keys.isOwn(key) || !crypt.encryptsContent()) {
            return storedSize;
        }
        try {
            return ContentCipher.plainSize(storedSize);
        } catch (CryptException e) {
            return ObjectInfo.CORRUPT_SIZE;
        }
    }

    /** Returns the plain key of a listed one, or null when it is foreign. */
    private @Nullable ObjectKey key(ObjectKey stored) {
        try {
            return keys.plain(stored);
        } catch (CryptException e) {
            noteForeign(stored, e);
            return null;
        }
    }

    /** A console's marker of the prefix has no name that could be encrypted; what is our own of another job, below, has none. */
    private void noteForeign(ObjectKey stored, CryptException cause) {
        String path = keys.path(stored);
        if (path.isEmpty() || path.contains("/" + RemoteTree.OWN)) {
            return;
        }
        if (crypt.foreignNames() == ForeignNames.FAIL) {
            throw new StoreException(
                    Kind.FOREIGN_NAME,
                    "decrypt the name of",
                    stored.value(),
                    cause.getMessage() + "; strict_names of the remote takes that for an error",
                    0,
                    cause);
        }
        foreign.increment();
        if (foreignNames.size() < EncryptingStore.MOST_FOREIGN_NAMES) {
            foreignNames.add(path);
        }
    }
}
