package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** What the bucket shows now. Lists no more than the cameras or the paths that are meant. */
final class LatestSources implements Sources {
    private final ObjectStore store;
    private final String prefix;
    private final Selection selection;
    private final Executor lister;

    LatestSources(ObjectStore store, String prefix, Selection selection, Executor lister) {
        this.store = store;
        this.prefix = prefix;
        this.selection = selection;
        this.lister = lister;
    }

    @Override
    public void each(Predicate<Source> consumer) {
        for (ObjectKey path : selection.paths()) {
            if (!single(path, consumer)) {
                return;
            }
        }
        for (String directory : selection.directories()) {
            if (!below(directory, consumer)) {
                return;
            }
        }
    }

    /** A path may be that of a recording; that it is also one of a folder is rare, but nothing forbids it. */
    private boolean single(ObjectKey path, Predicate<Source> consumer) {
        ObjectKey key = new ObjectKey(prefix + path.value());
        Optional<ObjectInfo> info = head(key);
        return info.isEmpty() || offer(key, info.get().etag(), info.get().size(), consumer);
    }

    /** What cannot be the name of any object is not there. */
    private Optional<ObjectInfo> head(ObjectKey key) {
        try {
            return store.head(key);
        } catch (StoreException e) {
            if (e.kind() == Kind.REJECTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean below(String directory, Predicate<Source> consumer) {
        Listing listing = new Listing(store, ListRequest.all(prefix + directory), lister);
        while (listing.hasNext()) {
            ListedObject object = listing.next();
            if (!offer(object.key(), object.etag(), object.size(), consumer)) {
                return false;
            }
        }
        return true;
    }

    private boolean offer(ObjectKey key, String etag, long size, Predicate<Source> consumer) {
        String path = key.value().substring(prefix.length());
        if (!RemoteTree.isRecording(path, size) || !selection.includes(new ObjectKey(path))) {
            return true;
        }
        return consumer.test(new Source(new ObjectKey(path), key, null, etag, size));
    }
}
