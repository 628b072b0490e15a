package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.Optional;

/** Looks whether a key still holds what a request supposes: where the store does not, or not for uploads in parts. */
final class AsSeen {
    private AsSeen() {}

    /** Throws {@code PRECONDITION_FAILED}, as a store would that honours the request's condition. */
    static void require(ObjectStore store, PutRequest request) {
        Optional<ObjectInfo> there = store.head(request.key());
        String wanted = request.condition().ifMatch();
        boolean asSeen = wanted == null
                ? there.isEmpty()
                : there.isPresent() && there.get().etag().equals(wanted);
        if (!asSeen) {
            throw new StoreException(
                    Kind.PRECONDITION_FAILED,
                    "put",
                    request.key().value(),
                    wanted == null ? "an object is there already" : "the object that was to be replaced is not there");
        }
    }
}
