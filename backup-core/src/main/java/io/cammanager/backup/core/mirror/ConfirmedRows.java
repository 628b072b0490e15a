package io.cammanager.backup.core.mirror;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.manifest.RecordedManifest;
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
 * @param manifest what is known beside the catalog
 */
public record ConfirmedRows(Catalog catalog, @Nullable RcloneCrypt crypt, RecordedManifest manifest) {
    /**
     * Returns the row of a stored path; empty where nothing is known of it.
     *
     * @param recorded what the manifest says of it, which the catalog knows better
     */
    Optional<CatalogRow> of(ObjectKey storedPath, @Nullable CatalogRow recorded) {
        ObjectKey path = plain(storedPath);
        if (path == null) {
            return Optional.empty();
        }
        Optional<CatalogRow> row = catalog.find(path).filter(CatalogRow::isConfirmed);
        return row.isPresent() || catalog.unrecorded().isRemoved(path) ? row : Optional.ofNullable(recorded);
    }

    /** Returns what the manifest says of a stored path; null where it says nothing. Asked from one thread. */
    @Nullable CatalogRow recorded(ObjectKey storedPath) {
        ObjectKey path = plain(storedPath);
        return path == null ? null : manifest.find(path);
    }

    /** Returns null for what is not of ours; it is copied as it is. */
    private @Nullable ObjectKey plain(ObjectKey storedPath) {
        try {
            return crypt == null ? storedPath : new ObjectKey(crypt.names().plainPath(storedPath.value()));
        } catch (CryptException e) {
            return null;
        }
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

    Match compare(ObjectInfo found, CatalogRow row) {
        Confirmation confirmation = row.confirmation();
        if (confirmation == null) {
            return Match.SAME;
        }
        if (found.etag().equals(confirmation.etag())) {
            return hasId(found, confirmation) && isAlike(found, row, confirmation) ? Match.SAME : Match.DIFFERENT;
        }
        String id = RecordingMetadata.asStored(found).uploadId();
        return id != null && !id.equals(confirmation.uploadId()) ? Match.UPLOADED_ANEW : Match.DIFFERENT;
    }

    /** Of what is encrypted, neither size nor hash is that of the recording; the ETag must do. */
    private boolean isAlike(ObjectInfo found, CatalogRow row, Confirmation confirmation) {
        HashCode told = RecordingMetadata.asStored(found).sha256();
        return crypt != null
                || (found.size() == row.stamp().size()
                        && (told == null || confirmation.sha256() == null || told.equals(confirmation.sha256())));
    }

    private static boolean hasId(ObjectInfo found, Confirmation confirmation) {
        return confirmation.uploadId() == null
                || confirmation
                        .uploadId()
                        .equals(RecordingMetadata.asStored(found).uploadId());
    }
}
