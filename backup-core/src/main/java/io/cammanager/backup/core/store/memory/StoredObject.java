package io.cammanager.backup.core.store.memory;

import com.google.common.io.ByteSource;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectInfo;

/** An object and its bytes. */
record StoredObject(ObjectInfo info, ByteSource bytes) {
    ListedObject listed() {
        return new ListedObject(info.key(), info.size(), info.etag(), info.lastModified());
    }
}
