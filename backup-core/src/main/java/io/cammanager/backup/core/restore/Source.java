package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The object that a recording is brought back from.
 *
 * @param path of the recording, below the prefix: where it goes
 * @param key where the object is, which may be another place
 * @param versionId null for the latest
 * @param etag as listed; empty where the store lists none
 * @param size in bytes, of the recording, as listed
 */
record Source(ObjectKey path, ObjectKey key, @Nullable String versionId, String etag, long size) {
    /** All of it. */
    ReadRequest read() {
        return ReadRequest.whole(key).ofVersion(versionId);
    }
}
