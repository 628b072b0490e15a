package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import java.util.List;
import java.util.Optional;

/** A bucket that is not there, to a dry run that looks at what a run that makes it would find: nothing. */
final class NoBucket extends ForwardingObjectStore {
    NoBucket(ObjectStore store) {
        super(store);
    }

    @Override
    public ListPage list(ListRequest request) {
        return new ListPage(List.of(), List.of(), null);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return Optional.empty();
    }
}
