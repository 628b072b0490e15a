package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Lets the store copy an object from one of its buckets to the other, so that no byte of it comes here. What the object is, its
 * ETag, size and metadata say before and after; nobody reads its bytes, so damage that the store itself does not notice is
 * found by a verification alone. Thread-safe.
 */
record ServerSideCopy(MirrorContext context, Arrival arrival) {
    /**
     * Says whether the store copies this object. In the place of another one only where that stays as a version: a store that
     * does not look at the condition would otherwise copy over what somebody has just written there.
     */
    boolean isPossible(@Nullable ObjectInfo there) {
        Keeping keeping = context.keeping();
        return context.copiesFrom() != null
                && (there == null || (keeping != null && keeping.wayToReplace(there) == KeepWay.AS_VERSION));
    }

    /**
     * Copies an object.
     *
     * @param from as it was just seen
     * @param there what is at the target, kept by now; null where nothing is
     * @return false where the store does not do that, and has copied nothing
     */
    boolean carry(ObjectKey path, ObjectInfo from, @Nullable ObjectInfo there) {
        Passing passing = new Passing(from, context.source().hasMd5Etags());
        passing.requireConsistent();
        PutRequest request = arrival.request(path, from, there);
        arrival.requireAsSeen(request);
        if (!copy(from, request, passing)) {
            return false;
        }
        arrival.requireThere(request, passing);
        return true;
    }

    private boolean copy(ObjectInfo from, PutRequest request, Passing passing) {
        String bucket = context.copiesFrom();
        if (bucket == null) {
            return false;
        }
        long partSize = passing.parts() == 1
                ? BucketCopy.WHOLE
                : passing.partSize(context.options().partSizeBytes());
        try {
            context.target().store().copyFrom(new BucketCopy(bucket, from, request, partSize));
            return true;
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_IMPLEMENTED || e.kind() == Kind.REJECTED) {
                return false;
            }
            requireUnchanged(from, e);
            throw e;
        }
    }

    private void requireUnchanged(ObjectInfo from, StoreException failure) {
        if (failure.kind() != Kind.PRECONDITION_FAILED) {
            return;
        }
        ObjectInfo now = context.source().store().head(from.key()).orElse(null);
        if (now == null || !now.etag().equals(from.etag())) {
            throw new MirrorEnd(MirrorResult.CHANGED, "another object takes its place at this moment");
        }
    }
}
