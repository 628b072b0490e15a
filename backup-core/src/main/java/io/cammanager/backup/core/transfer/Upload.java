package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one file, hashed and ready to be sent.
 *
 * @param id random, new for each attempt; but that of an upload in parts that is gone on with
 * @param begun the store's name for the upload in parts to go on with; null to begin
 */
record Upload(
        ObjectKey path,
        StoredForm form,
        PartPlan plan,
        FileDigests digests,
        String id,
        @Nullable String begun) {
    /** Returns what {@code cm-sha256} will say. */
    HashCode stated() {
        return form.stated(path, digests.sha256());
    }
}
