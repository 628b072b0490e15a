package io.cammanager.backup.core.store.memory;

import com.google.common.io.ByteSource;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Clock;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is in the bucket, in the order of the keys' UTF-8 bytes, and whether there is a bucket at all. */
final class MemoryBucket {
    private final String name;
    private final Clock clock;
    private final ConcurrentSkipListMap<ObjectKey, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private volatile boolean present;

    MemoryBucket(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    boolean isPresent() {
        return present;
    }

    void create() {
        present = true;
    }

    void remove() {
        present = false;
        objects.clear();
    }

    String nextUploadId() {
        return "upload-" + uploads.incrementAndGet();
    }

    /** Returns the objects, once it is sure that a request may be answered at all. */
    ConcurrentSkipListMap<ObjectKey, StoredObject> objects(String operation, String subject) {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoreException(Kind.INTERRUPTED, operation, subject, "interrupted");
        }
        if (!present) {
            throw new StoreException(Kind.BUCKET_MISSING, operation, subject, "there is no bucket " + name);
        }
        return objects;
    }

    /** Stores an object in one step, so that of two conditional writes exactly one succeeds. */
    String store(String operation, PutRequest request, ByteSource bytes, long size, String etag) {
        ObjectKey key = request.key();
        var objectsNow = objects(operation, key.value());
        var info = new ObjectInfo(key, size, etag, clock.instant(), request.metadata());
        var object = new StoredObject(info, bytes);
        if (request.condition() == PutRequest.Condition.ALWAYS) {
            objectsNow.put(key, object);
        } else if (objectsNow.putIfAbsent(key, object) != null) {
            throw new StoreException(
                    Kind.PRECONDITION_FAILED, operation, key.value(), "there is an object under this key");
        }
        return etag;
    }
}
