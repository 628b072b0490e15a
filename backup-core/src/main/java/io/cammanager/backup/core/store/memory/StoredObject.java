package io.cammanager.backup.core.store.memory;

import com.google.common.io.ByteSource;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ColdStorage;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object and its bytes.
 *
 * @param bytes null for a marker that hides older versions
 */
record StoredObject(ObjectInfo info, @Nullable ByteSource bytes, String versionId) {
    static StoredObject marker(ObjectKey key, Instant now, String versionId) {
        return new StoredObject(new ObjectInfo(key, 0, "", now, Map.of(), versionId), null, versionId);
    }

    /** Returns where an object of a storage class lies that cannot be read; null where it can. */
    static @Nullable ColdStorage coldIn(@Nullable String storageClass) {
        return storageClass != null && ColdStorage.isCold(storageClass) ? new ColdStorage(storageClass, false) : null;
    }

    /** Returns the same on its way back from its cold class. */
    StoredObject thawing() {
        ColdStorage cold = info.cold();
        return cold == null ? this : with(new ColdStorage(cold.storageClass(), true));
    }

    /** Returns the same readable, if it was on its way. */
    StoredObject thawed() {
        ColdStorage cold = info.cold();
        return cold == null || !cold.isThawing() ? this : with(null);
    }

    private StoredObject with(@Nullable ColdStorage cold) {
        ObjectInfo changed = new ObjectInfo(
                info.key(), info.size(), info.etag(), info.lastModified(), info.metadata(), info.versionId(), cold);
        return new StoredObject(changed, bytes, versionId);
    }

    /** Refuses what is to be stored on a condition that what is there does not meet. */
    static void requireCondition(String operation, PutRequest request, @Nullable StoredObject there) {
        String wanted = request.condition().ifMatch();
        boolean isOther =
                wanted != null && (there == null || !there.info().etag().equals(wanted));
        if (isOther || (request.condition().ifNoneMatch() != null && there != null)) {
            String reason = there == null ? "there is no object under this key" : "there is an object under this key";
            throw new StoreException(
                    Kind.PRECONDITION_FAILED, operation, request.key().value(), reason);
        }
    }

    boolean isMarker() {
        return bytes == null;
    }

    ByteSource content() {
        if (bytes == null) {
            throw new IllegalStateException("a marker has no content");
        }
        return bytes;
    }

    ListedObject listed() {
        return new ListedObject(info.key(), info.size(), info.etag(), info.lastModified());
    }

    ListedVersion listedVersion() {
        return new ListedVersion(info.key(), version(), info.size());
    }

    ObjectVersion version() {
        return new ObjectVersion(
                versionId,
                isMarker() ? ObjectVersion.Kind.DELETE_MARKER : ObjectVersion.Kind.OBJECT,
                info.etag(),
                info.lastModified());
    }
}
