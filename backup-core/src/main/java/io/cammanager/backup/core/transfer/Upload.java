package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one file, hashed and ready to be sent.
 *
 * @param id random, new for each attempt; but that of an upload in parts that is gone on with
 * @param begun the store's name for the upload in parts to go on with; null to begin
 * @param replaced the object in whose place it goes; null where nothing is
 */
record Upload(
        ObjectKey path,
        StoredForm form,
        PartPlan plan,
        FileDigests digests,
        String id,
        @Nullable String begun,
        @Nullable ObjectInfo replaced) {
    /** Returns the same upload in the place of an object; null for none. */
    Upload inPlaceOf(@Nullable ObjectInfo object) {
        return new Upload(path, form, plan, digests, id, begun, object);
    }

    /** Returns what {@code cm-sha256} will say. */
    HashCode stated() {
        return form.stated(path, digests.sha256());
    }
}
