package io.cammanager.backup.core.verify;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.Comparison;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Verifies many objects, several at once. One instance is for one verification. */
public final class Verifier {
    private final ObjectCheck check;
    private final VerifyLevel level;
    private final BackupListener listener;
    private final BoundedPool pool;
    private final VerifyCounts counts;

    public Verifier(
            ObjectStore store,
            String prefix,
            VerifyLevel level,
            int width,
            BackupListener listener,
            BooleanSupplier cancelled,
            VerifyCounts counts) {
        this.counts = counts;
        this.check = new ObjectCheck(store, prefix);
        this.level = level;
        this.listener = listener;
        this.pool = new BoundedPool("verify-%d", width, cancelled);
    }

    /**
     * Verifies what both sides hold: everything confirmed against the listing, and at the level of data what only the
     * bucket has, too.
     *
     * @param confirmed rows of the catalog that are confirmed, in the order of their paths
     * @param listed what is in the bucket, in the same order
     */
    public void all(Iterator<CatalogRow> confirmed, Iterator<ListedObject> listed) {
        PeekingIterator<CatalogRow> rows = Iterators.peekingIterator(confirmed);
        PeekingIterator<ListedObject> objects = Iterators.peekingIterator(listed);
        try (pool) {
            while ((rows.hasNext() || objects.hasNext()) && !pool.isStopped()) {
                int order = compare(rows, objects);
                CatalogRow row = order <= 0 ? rows.next() : null;
                ListedObject object = order >= 0 ? objects.next() : null;
                verify(row, object);
            }
            pool.finish();
        }
    }

    /** Verifies these rows and nothing else, without a listing. */
    public void each(Iterator<CatalogRow> rows) {
        try (pool) {
            while (rows.hasNext() && !pool.isStopped()) {
                verify(rows.next(), null);
            }
            pool.finish();
        }
    }

    /** Says which side comes first; a side at its end comes last. */
    private static int compare(PeekingIterator<CatalogRow> rows, PeekingIterator<ListedObject> objects) {
        if (!rows.hasNext()) {
            return 1;
        }
        return objects.hasNext()
                ? requireNonNull(rows.peek())
                        .path()
                        .compareTo(requireNonNull(objects.peek()).key())
                : -1;
    }

    private void verify(@Nullable CatalogRow row, @Nullable ListedObject object) {
        if (row == null) {
            if (object != null) {
                unknown(object.key());
            }
            return;
        }
        switch (level) {
            case LIST -> {
                if (object != null && check.isSameAsListed(row, object)) {
                    counts.add(Finding.OK); // not worth a thread: this is the million
                    compared(row.path(), Comparison.SAME);
                } else {
                    submit(row.path(), () -> check.head(row));
                }
            }
            case HEAD -> submit(row.path(), () -> check.head(row));
            case DATA, DRILL -> submit(row.path(), () -> check.data(row.path(), row));
        }
    }

    private void unknown(ObjectKey path) {
        counts.addUnknown();
        compared(path, Comparison.ONLY_IN_BUCKET);
        if (level == VerifyLevel.DATA) {
            look(path, () -> check.data(path, null), finding -> {});
        }
    }

    private void compared(ObjectKey path, Comparison comparison) {
        listener.onEvent(new BackupEvent.Compared(path.value(), comparison));
    }

    private void submit(ObjectKey path, Supplier<Finding> look) {
        look(path, look, finding -> compared(path, Comparison.of(finding.result())));
    }

    private void look(ObjectKey path, Supplier<Finding> look, Consumer<Finding> found) {
        pool.submit(() -> {
            Finding finding = findingOf(look);
            counts.add(finding);
            found.accept(finding);
            listener.onEvent(new BackupEvent.Verified(path.value(), level, finding.result(), finding.detail()));
        });
    }

    private static Finding findingOf(Supplier<Finding> look) {
        try {
            return look.get();
        } catch (StoreException e) {
            if (e.reach() == Reach.RUN) {
                throw e.endingRun();
            }
            return Finding.of(
                    VerifyResult.FAILED, e.kind() == Kind.INTERRUPTED ? "interrupted" : String.valueOf(e.getMessage()));
        }
    }
}
