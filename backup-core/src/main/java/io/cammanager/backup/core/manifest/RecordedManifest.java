package io.cammanager.backup.core.manifest;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogRow;
import org.jspecify.annotations.Nullable;

/** What a manifest that was found sound says of recordings; nothing where there is none, or none to rely on. Not thread-safe. */
public final class RecordedManifest implements AutoCloseable {
    private final @Nullable ManifestFold fold;

    RecordedManifest(@Nullable ManifestFold fold) {
        this.fold = fold;
    }

    /** Returns what it says of a recording; null where it knows none at this path. */
    public @Nullable CatalogRow find(ObjectKey path) {
        return fold == null ? null : fold.find(path);
    }

    /** Returns what this or the catalog knows, to be closed before this. */
    public KnownRecordings with(Catalog catalog) {
        return new KnownRecordings(catalog, fold, () -> {});
    }

    @Override
    public void close() {
        if (fold != null) {
            fold.close();
        }
    }
}
