package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one file.
 *
 * @param path relative to the source, in the form of its key
 * @param stamp of the file as it was confirmed, or as it was last seen while it waits
 * @param seenMillis when the file was first seen with this stamp, milliseconds since 1970
 * @param confirmation null while the file waits to be saved
 */
public record CatalogRow(
        ObjectKey path,
        FileStamp stamp,
        long seenMillis,
        @Nullable Confirmation confirmation) {
    public boolean isConfirmed() {
        return confirmation != null;
    }
}
