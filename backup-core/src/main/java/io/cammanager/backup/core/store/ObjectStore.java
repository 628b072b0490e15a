package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import java.util.Optional;

/**
 * One bucket. Thread-safe. Keys are whole keys, prefix included. Every method throws {@link StoreException} and nothing else
 * for what a store or the way to it can do; an interrupted thread ends the call with {@link StoreException.Kind#INTERRUPTED}.
 * No method retries: that is a layer's task.
 */
public interface ObjectStore extends AutoCloseable {
    /** Says whether the bucket is there and may be used. */
    boolean bucketExists();

    /** Creates the bucket; does nothing when it is there and ours. */
    void createBucket();

    /** Returns what is known of the object, or empty when there is none. Costs one request. */
    Optional<ObjectInfo> head(ObjectKey key);

    /** Returns one page of a listing in the store's own order, which may not be that of the keys' UTF-8 bytes. */
    ListPage list(ListRequest request);

    /**
     * Opens the bytes of an object. The caller closes the content; a body that ends early throws from its stream.
     *
     * @throws StoreException of kind {@code NOT_FOUND} when there is no such object
     */
    ObjectContent get(ObjectKey key);

    /**
     * Stores an object, whole or not at all. The body may be opened more than once; its digests are sent along, so that the
     * store refuses other bytes. With {@link PutRequest.Condition#IF_ABSENT} an existing object is left as it is and the
     * call ends with {@code PRECONDITION_FAILED}, but only where the store honours that ({@link StoreTraits}).
     *
     * @return the ETag as the store gave it, without quotes; not yet a proof of anything
     */
    String put(PutRequest request, Body body);

    /** Begins an upload in parts. Nothing is visible under the key until it is completed. */
    MultipartUpload startMultipart(PutRequest request);

    /** Deletes an object; no error when there is none. On a versioned bucket this only hides it. */
    void delete(ObjectKey key);

    @Override
    void close();
}
