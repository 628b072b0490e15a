package io.cammanager.backup.core.store;

import java.util.List;

/** An upload in parts. Parts may be sent from several threads, in any order, and again. */
public interface MultipartUpload {
    /** Returns the store's name for this upload. */
    String uploadId();

    /**
     * Sends one part. Sending the same number again replaces it.
     *
     * @param number 1 to 10,000
     * @return the part as {@link #complete} needs it
     */
    Part uploadPart(int number, Body body);

    /**
     * Makes the object of the parts, which must come in rising order.
     *
     * @return the ETag of the object, without quotes; empty where the store does not say it here, as Ceph 16 does not
     */
    String complete(List<Part> parts);

    /**
     * Returns the parts that the store has, in the order of their numbers.
     *
     * @throws StoreException of kind {@code NOT_FOUND} when there is no such upload any more
     */
    List<StoredPart> storedParts();

    /** Gives the upload up and frees its parts; no error when there is nothing left to free. */
    void abort();

    /** A part that the store has taken. */
    record Part(int number, String etag) {}

    /** A part that the store tells of. */
    record StoredPart(int number, String etag, long size) {
        /** Returns it as {@link #complete} needs it. */
        public Part part() {
            return new Part(number, etag);
        }
    }
}
