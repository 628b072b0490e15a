package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;

/**
 * One attempt at one file, hashed and ready to be sent.
 *
 * @param id random, new for each attempt
 */
record Upload(ObjectKey path, StoredForm form, PartPlan plan, FileDigests digests, String id) {
    /** Returns what {@code cm-sha256} will say. */
    HashCode stated() {
        return form.stated(path, digests.sha256());
    }
}
