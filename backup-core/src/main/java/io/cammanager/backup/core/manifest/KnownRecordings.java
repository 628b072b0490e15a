package io.cammanager.backup.core.manifest;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Unrecorded;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * All recordings that the catalog or the manifest knows to be in the bucket, in the order of their paths. What the catalog
 * knows, it knows better. Not thread-safe.
 */
public final class KnownRecordings extends AbstractIterator<CatalogRow> implements AutoCloseable {
    private final CatalogCursor cursor;
    private final Unrecorded unrecorded;
    private final ManifestFold.@Nullable Recordings recordings;
    private final Runnable onClose;
    private final PeekingIterator<CatalogRow> here;
    private final PeekingIterator<CatalogRow> there;

    /**
     * Merges both sides.
     *
     * @param fold open until this is closed; null where there is no manifest to go by
     */
    KnownRecordings(Catalog catalog, @Nullable ManifestFold fold, Runnable onClose) {
        this.onClose = onClose;
        this.recordings = fold == null ? null : fold.recordings();
        this.cursor = catalog.all();
        this.unrecorded = catalog.unrecorded();
        this.here = Iterators.peekingIterator(Iterators.filter(cursor, CatalogRow::isConfirmed));
        Iterator<CatalogRow> folded = recordings == null ? Collections.emptyIterator() : recordings;
        this.there = Iterators.peekingIterator(Iterators.filter(folded, row -> !unrecorded.isRemoved(row.path())));
    }

    @Override
    protected @Nullable CatalogRow computeNext() {
        if (!here.hasNext()) {
            return there.hasNext() ? there.next() : endOfData();
        }
        if (!there.hasNext()) {
            return here.next();
        }
        int order = requireNonNull(here.peek())
                .path()
                .compareTo(requireNonNull(there.peek()).path());
        if (order == 0) {
            CatalogRow unused = there.next();
        }
        return order <= 0 ? here.next() : there.next();
    }

    @Override
    public void close() {
        cursor.close();
        if (recordings != null) {
            recordings.close();
        }
        onClose.run();
    }
}
