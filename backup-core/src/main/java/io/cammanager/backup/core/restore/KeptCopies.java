package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** The objects that runs have put aside before they replaced or removed them; each was at its path until then. */
final class KeptCopies {
    private final ObjectStore store;
    private final String folder;
    private final Executor lister;

    KeptCopies(ObjectStore store, String prefix, Executor lister) {
        this.store = store;
        this.folder = prefix + RemoteTree.REPLACED;
        this.lister = lister;
    }

    /** Returns the first copy of each selected path that was put aside after a time, by path. */
    Map<ObjectKey, ObjectKey> firstAfter(Instant time, Selection selection) {
        Map<ObjectKey, ListedObject> first = new HashMap<>();
        Listing copies = new Listing(store, ListRequest.all(folder), lister);
        while (copies.hasNext()) {
            ListedObject copy = copies.next();
            int path = copy.key().value().indexOf('/', folder.length()) + 1;
            if (path > 0
                    && path < copy.key().value().length()
                    && copy.lastModified().isAfter(time)) {
                ObjectKey at = new ObjectKey(copy.key().value().substring(path));
                if (selection.includes(at)) {
                    first.merge(at, copy, (a, b) -> b.lastModified().isBefore(a.lastModified()) ? b : a);
                }
            }
        }
        Map<ObjectKey, ObjectKey> keys = new HashMap<>();
        first.forEach((at, copy) -> keys.put(at, copy.key()));
        return keys;
    }
}
