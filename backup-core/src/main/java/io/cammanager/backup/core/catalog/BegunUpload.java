package io.cammanager.backup.core.catalog;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upload in parts that was begun, with all that a later run needs to go on with it: the very same bytes, or none.
 *
 * @param path of the file, below the source
 * @param key of the object, prefix included, before any encryption of names
 * @param uploadId the store's name for the upload
 * @param stamp how the file was
 * @param partSizeBytes the size of every part but the last
 * @param sums what the first pass over the file found
 * @param id the {@code cm-id} that the object will have
 * @param nonce under which the parts are encrypted, in hexadecimal digits; null where they are not
 * @param begunMillis when it was begun, milliseconds since 1970
 */
public record BegunUpload(
        ObjectKey path,
        ObjectKey key,
        String uploadId,
        FileStamp stamp,
        long partSizeBytes,
        Sums sums,
        String id,
        @Nullable String nonce,
        long begunMillis) {
    /**
     * What the bytes must hash to.
     *
     * @param sha256 of the file's own bytes
     * @param md5 of all bytes as they are stored
     * @param parts SHA-256 of each part as it is stored
     */
    public record Sums(HashCode sha256, HashCode md5, List<HashCode> parts) {
        public Sums {
            parts = ImmutableList.copyOf(parts);
        }
    }
}
