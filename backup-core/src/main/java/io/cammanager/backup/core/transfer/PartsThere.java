package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.MultipartUpload.StoredPart;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upload in parts, begun or gone on with, and those of its parts that need not be sent.
 *
 * @param parts by their numbers
 */
record PartsThere(MultipartUpload upload, Map<Integer, Part> parts) {
    /** Goes on with the upload that was begun, or begins one where there is none, or none any more. */
    static PartsThere open(TransferContext context, ParkedUploads parked, PutRequest request, Upload upload) {
        String begun = upload.begun();
        if (begun != null) {
            MultipartUpload resumed = context.store().resumeMultipart(request, begun);
            try {
                return new PartsThere(resumed, parts(context, upload, resumed));
            } catch (StoreException e) {
                if (e.kind() != Kind.NOT_FOUND) {
                    throw e;
                }
                // Somebody has given it up. The same bytes under the same nonce are sent once more.
            }
        }
        return begin(context, parked, request, upload);
    }

    private static PartsThere begin(TransferContext context, ParkedUploads parked, PutRequest request, Upload upload) {
        MultipartUpload multipart = context.store().startMultipart(request);
        try {
            parked.note(upload, multipart.uploadId());
        } catch (RuntimeException e) {
            abort(multipart, e);
            throw e;
        }
        return new PartsThere(multipart, Map.of());
    }

    /** What cannot be noted must not be begun. */
    private static void abort(MultipartUpload upload, RuntimeException cause) {
        try {
            upload.abort();
        } catch (StoreException e) {
            cause.addSuppressed(e);
        }
    }

    /** Returns the parts that the store has as they must be; all others are sent again, which replaces them. */
    private static Map<Integer, Part> parts(TransferContext context, Upload upload, MultipartUpload multipart) {
        boolean etagIsMd5 = context.traits().etagIsMd5() == Enforcement.HOLDS;
        Map<Integer, Part> there = new HashMap<>();
        for (StoredPart part : multipart.storedParts()) {
            int index = part.number() - 1;
            if (index < upload.plan().count() && part.size() == upload.plan().length(index)) {
                HashCode md5 = upload.digests().parts().get(index).md5();
                // What is not proven by its ETag was refused by the store unless its SHA-256 was right.
                if (!etagIsMd5 || md5 == null || part.etag().equals(md5.toString())) {
                    there.put(part.number(), part.part());
                }
            }
        }
        return Map.copyOf(there);
    }

    /** Returns the part of this number, or null when it must be sent. */
    @Nullable Part part(int number) {
        return parts.get(number);
    }
}
