package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one file, hashed and ready to be sent.
 *
 * @param id random, new for each attempt
 * @param replaced the object in whose place it goes; null where nothing is
 */
record Upload(
        ObjectKey path,
        StoredForm form,
        PartPlan plan,
        FileDigests digests,
        String id,
        @Nullable ObjectInfo replaced) {
    /** Returns what {@code cm-sha256} will say. */
    HashCode stated() {
        return form.stated(path, digests.sha256());
    }
}
