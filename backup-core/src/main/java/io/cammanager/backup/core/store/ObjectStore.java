package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Opens all bytes of the latest object, as {@link #get(ReadRequest)} does. */
    default ObjectContent get(ObjectKey key) {
        return get(ReadRequest.whole(key));
    }

    /**
     * Opens bytes of an object. The caller closes the content; a body that ends early throws from its stream.
     *
     * @throws StoreException of kind {@code NOT_FOUND} when there is no such object or version, {@code PRECONDITION_FAILED}
     *     when it is not the one that alone was wanted, {@code REJECTED} when it has no byte at the offset, and {@code
     *     NOT_IMPLEMENTED} when the store does not give out ranges
     */
    ObjectContent get(ReadRequest request);

    /**
     * Stores an object, whole or not at all. The body may be opened more than once; its digests are sent along, so that the
     * store refuses other bytes. Where its condition does not hold, what is there is left as it is and the call ends with
     * {@code PRECONDITION_FAILED}, but only where the store honours that ({@link StoreTraits}).
     *
     * @return the ETag as the store gave it, without quotes; not yet a proof of anything
     */
    String put(PutRequest request, Body body);

    /** Begins an upload in parts. Nothing is visible under the key until it is completed. */
    MultipartUpload startMultipart(PutRequest request);

    /**
     * Goes on with an upload in parts that was begun earlier. Asks the store nothing.
     *
     * @param request as the upload was begun with it
     */
    MultipartUpload resumeMultipart(PutRequest request, String uploadId);

    /** Returns the uploads in parts that are not finished, of keys that begin with a text; in no certain order. */
    List<UnfinishedUpload> unfinishedUploads(String prefix);

    /**
     * Copies an object inside the store, its metadata included, over whatever is there.
     *
     * @param from as it was seen: its version where it has one
     * @throws StoreException of kind {@code PRECONDITION_FAILED} when another object is there by now, which some stores
     *     notice only after they have copied that one; and {@code NOT_FOUND} when none is
     */
    void copy(ObjectInfo from, ObjectKey to);

    /**
     * Copies an object of another bucket of the same store to this one, as it is stored. Whether its condition is looked at,
     * and in which way, is the store's affair: whoever must know looks before and after.
     *
     * @throws StoreException as {@link #copy}, and of kind {@code NOT_IMPLEMENTED} where the store does no such thing
     */
    void copyFrom(BucketCopy copy);

    /**
     * Asks the store to fetch an object back from its cold storage class, so that it can be read for some days. Returns at
     * once; the store takes its time, from minutes to two days, while {@link #head} tells that it is under way. Does nothing
     * where that was asked for already.
     *
     * @param versionId null for the latest
     * @throws StoreException of kind {@code COLD} when it does not lie in such a class; and {@code NOT_IMPLEMENTED} or {@code
     *     REJECTED} where the store does not do that
     */
    void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options);

    /**
     * Deletes an object; no error when there is none. On a bucket that keeps versions this only hides it.
     *
     * @return the version of the marker that hides it; empty where nothing is hidden
     */
    Optional<String> delete(ObjectKey key);

    /**
     * Deletes an object if it still has this ETag, but only where the store honours that ({@link StoreTraits}); others
     * delete whatever is there.
     *
     * @throws StoreException of kind {@code PRECONDITION_FAILED} when another object is there
     */
    void deleteIfMatch(ObjectKey key, String etag);

    /** Deletes one version, or marker, for good, and no other; no error when there is none. */
    void deleteVersion(ObjectKey key, String versionId);

    /**
     * Returns the versions of one object, the latest first, then the later ones, where an object and a marker of one second
     * may come in any order; without versions, the object alone.
     */
    List<ObjectVersion> versions(ObjectKey key);

    /**
     * Returns one page of the versions and markers of all keys below a prefix. In a bucket without versions each object is
     * its only one.
     */
    VersionPage listVersions(VersionListRequest request);

    /** Says whether the bucket keeps versions; {@code OFF} also where the store does not know such a thing. */
    Versioning versioning();

    @Override
    void close();
}
