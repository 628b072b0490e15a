package io.cammanager.backup.core.remove;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.remove.RemovalPlan.Entry;
import io.cammanager.backup.core.sqlite.Cursor;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Carries a removal plan out, several objects at once, and tells of each what became of it. */
public final class RemovalStage {
    private final Remover remover;
    private final Catalog catalog;
    private final Predicate<ObjectKey> gone;
    private final BackupListener listener;
    private final Map<RemovalResult, Long> counts = new ConcurrentHashMap<>();

    /**
     * Makes the stage.
     *
     * @param gone asked once more for each path, since the plan may be hours old
     */
    public RemovalStage(Remover remover, Catalog catalog, Predicate<ObjectKey> gone, BackupListener listener) {
        this.remover = remover;
        this.catalog = catalog;
        this.gone = gone;
        this.listener = listener;
    }

    /**
     * Removes what the plan holds, and nothing more once the lease is lost.
     *
     * @param width how many at once
     * @throws io.cammanager.backup.core.BackupException what concerns every request, such as wrong keys
     */
    public void run(RemovalPlan plan, int width, StopSignal stop) {
        BoundedPool pool = new BoundedPool("remove-%d", width, stop);
        try (pool;
                Cursor<RemovalPlan.Entry> entries = plan.entries()) {
            while (entries.hasNext() && of(RemovalResult.LEASE_LOST) == 0) {
                Entry entry = entries.next();
                if (!pool.submit(() -> remove(entry))) {
                    break;
                }
            }
            pool.finish();
        }
    }

    private void remove(Entry entry) {
        Removal removal = removalOf(entry.path());
        if (removal.isDone()) {
            catalog.drop(entry.path());
        }
        counts.merge(removal.result(), 1L, Long::sum);
        listener.onEvent(
                new BackupEvent.Removed(entry.path().value(), entry.size(), removal.result(), removal.detail()));
    }

    private Removal removalOf(ObjectKey path) {
        if (!gone.test(path)) {
            return new Removal(RemovalResult.RETURNED);
        }
        Optional<CatalogRow> row = catalog.find(path);
        try {
            return row.isPresent() ? remover.remove(row.get()) : new Removal(RemovalResult.GONE);
        } catch (StoreException e) {
            if (e.reach() == Reach.RUN) {
                throw e.endingRun();
            }
            return new Removal(RemovalResult.FAILED, e.getMessage());
        }
    }

    /** Returns how many removals ended like this so far. */
    public long of(RemovalResult result) {
        return counts.getOrDefault(result, 0L);
    }
}
