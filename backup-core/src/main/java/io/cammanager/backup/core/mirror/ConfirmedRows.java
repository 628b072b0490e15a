package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was confirmed of the objects of a bucket, by the paths at which they are stored. Thread-safe.
 *
 * @param crypt null where recordings are stored under their own names
 */
public record ConfirmedRows(Catalog catalog, @Nullable RcloneCrypt crypt) {
    /** Returns the row of a stored path; empty where nothing is known of it. */
    Optional<CatalogRow> of(ObjectKey storedPath) {
        if (crypt == null) {
            return confirmed(storedPath);
        }
        try {
            return confirmed(new ObjectKey(crypt.names().plainPath(storedPath.value())));
        } catch (CryptException e) {
            return Optional.empty(); // not of ours; it is copied as it is
        }
    }

    private Optional<CatalogRow> confirmed(ObjectKey path) {
        return catalog.find(path).filter(CatalogRow::isConfirmed);
    }

    /** Returns where the recording of a row is stored. */
    String storedPath(CatalogRow row) {
        String path = row.path().value();
        return crypt == null ? path : crypt.names().storedPath(path);
    }

    /** How an object compares with what was confirmed. */
    enum Match {
        SAME,
        /** Somebody of ours has uploaded it anew, and has not confirmed that, at least not yet. */
        UPLOADED_ANEW,
        DIFFERENT
    }

    static Match compare(ObjectInfo found, CatalogRow row) {
        Confirmation confirmation = row.confirmation();
        if (confirmation == null || found.etag().equals(confirmation.etag())) {
            return confirmation == null || hasId(found, confirmation) ? Match.SAME : Match.DIFFERENT;
        }
        String id = RecordingMetadata.asStored(found).uploadId();
        return id != null && !id.equals(confirmation.uploadId()) ? Match.UPLOADED_ANEW : Match.DIFFERENT;
    }

    private static boolean hasId(ObjectInfo found, Confirmation confirmation) {
        return confirmation.uploadId() == null
                || confirmation
                        .uploadId()
                        .equals(RecordingMetadata.asStored(found).uploadId());
    }
}
