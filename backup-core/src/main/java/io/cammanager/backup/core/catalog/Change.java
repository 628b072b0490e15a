package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * What became of one recording in the bucket.
 *
 * @param row as it was confirmed; null when it was removed
 */
public record Change(ObjectKey path, @Nullable CatalogRow row) {
    public Change {
        if (row != null && !(row.isConfirmed() && row.path().equals(path))) {
            throw new IllegalArgumentException("row must be confirmed and of " + path);
        }
    }

    /** Makes the change by which this recording came into the bucket. */
    public static Change put(CatalogRow row) {
        return new Change(row.path(), row);
    }
}
