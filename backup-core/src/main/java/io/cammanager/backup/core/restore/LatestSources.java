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
import java.time.Instant;
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

    /** Takes what is found, and when it was stored. */
    @FunctionalInterface
    interface Found {
        /** Returns false when no more is wanted. */
        boolean take(Source source, Instant stored);
    }

    @Override
    public void each(Predicate<Source> consumer) {
        boolean unused = each((source, stored) -> consumer.test(source));
    }

    /** Returns false when the consumer wanted no more. */
    boolean each(Found consumer) {
        for (ObjectKey path : selection.paths()) {
            if (!single(path, consumer)) {
                return false;
            }
        }
        for (String directory : selection.directories()) {
            if (!below(directory, consumer)) {
                return false;
            }
        }
        return true;
    }

    /** A path may be that of a recording; that it is also one of a folder is rare, but nothing forbids it. */
    private boolean single(ObjectKey path, Found consumer) {
        ObjectKey key = new ObjectKey(prefix + path.value());
        Optional<ObjectInfo> found = head(key);
        return found.isEmpty() || offer(listed(found.get()), consumer);
    }

    private static ListedObject listed(ObjectInfo info) {
        return new ListedObject(info.key(), info.size(), info.etag(), info.lastModified());
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

    private boolean below(String directory, Found consumer) {
        Listing listing = new Listing(store, ListRequest.all(prefix + directory), lister);
        while (listing.hasNext()) {
            if (!offer(listing.next(), consumer)) {
                return false;
            }
        }
        return true;
    }

    private boolean offer(ListedObject object, Found consumer) {
        String path = object.key().value().substring(prefix.length());
        if (!RemoteTree.isRecording(path, object.size()) || !selection.includes(new ObjectKey(path))) {
            return true;
        }
        Source source = new Source(new ObjectKey(path), object.key(), null, object.etag(), object.size());
        return consumer.take(source, object.lastModified());
    }
}
