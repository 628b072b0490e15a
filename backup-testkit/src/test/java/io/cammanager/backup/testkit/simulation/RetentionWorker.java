package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.remove.Removal;
import io.cammanager.backup.core.remove.RemovalJournal;
import io.cammanager.backup.core.remove.Remover;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.testkit.simulation.Schedule.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes, under the lease, what the uploaders have confirmed by then. */
record RetentionWorker(Actor actor, SimBucket bucket, Machine machine, List<Footage> all) {
    private static final int RUNS = 3;
    private static final int TRIES = 20;

    /** How an object is removed. */
    enum Way {
        /** As the program does it. */
        REAL,
        /** As one is tempted to: it is looked at and kept, the lease is looked at right before, and then the key is deleted. */
        BY_KEY_UNDER_A_LEASE
    }

    void run(Way way) throws InterruptedException {
        for (int run = 0; run < RUNS; run++) {
            actor.sleeper().sleep(Duration.ofSeconds(actor.random().nextInt(20)));
            List<CatalogRow> rows = rows();
            Optional<Lease> lease = rows.isEmpty() ? Optional.empty() : machine.take();
            if (lease.isPresent()) {
                remove(rows, lease.get(), way);
                lease.get().close();
            }
        }
    }

    private List<CatalogRow> rows() {
        List<CatalogRow> rows = new ArrayList<>();
        for (Footage footage : all) {
            footage.files()
                    .forEach(file -> footage.catalog()
                            .find(file.path())
                            .filter(CatalogRow::isConfirmed)
                            .ifPresent(rows::add));
        }
        return rows;
    }

    private void remove(List<CatalogRow> rows, LeaseView lease, Way way) {
        ObjectStore store = machine.store();
        Keeping keeping = new Keeping(
                store,
                Machine.PREFIX,
                "run-" + actor.random().nextLong(),
                bucket.mode().traits());
        Journal journal = new Journal();
        Remover remover = new Remover(store, Machine.PREFIX, keeping, new Remover.Guards(lease, journal));
        for (CatalogRow row : rows) {
            Confirmation confirmation = row.confirmation();
            if (confirmation == null) {
                continue;
            }
            ObjectKey key = new ObjectKey(Machine.PREFIX + row.path().value());
            try {
                if (way == Way.BY_KEY_UNDER_A_LEASE) {
                    deleteByKey(store, keeping, row, lease);
                    continue;
                }
                Removal removal = remover.remove(row);
                actor.note("finds " + removal + " for " + key);
                if (removal.result() == RemovalResult.DELETED) {
                    bucket.mean(key, confirmation.etag());
                }
            } catch (StoreException e) {
                bucket.mean(key, confirmation.etag()); // perhaps it was
                actor.note("failed: " + e.getMessage());
            }
        }
        Map.copyOf(journal.unfinished).forEach((path, version) -> finish(remover, path, version));
    }

    private void deleteByKey(ObjectStore store, Keeping keeping, CatalogRow row, LeaseView lease) {
        ObjectKey key = new ObjectKey(Machine.PREFIX + row.path().value());
        Optional<ObjectInfo> there = store.head(key);
        String etag = there.map(ObjectInfo::etag).orElse("");
        if (row.confirmation() == null || !etag.equals(row.confirmation().etag())) {
            return;
        }
        if (keeping.wayToRemove(there.orElseThrow()) == KeepWay.AS_COPY) {
            ObjectKey unused = keeping.putAside(row.path(), there.orElseThrow());
        }
        if (lease.isHeld()) {
            Optional<String> unused = store.delete(key);
            bucket.mean(key, etag);
        }
    }

    /** As the next run does it, however often the answers are lost. */
    private void finish(Remover remover, ObjectKey path, String version) {
        for (int i = 0; i < TRIES; i++) {
            try {
                actor.note("finishes " + remover.finish(path, version) + " for " + path);
                return;
            } catch (StoreException e) {
                actor.note("failed: " + e.getMessage());
            }
        }
        throw new AssertionError("the removal of " + path + " could not be finished in " + TRIES + " tries");
    }

    private static final class Journal implements RemovalJournal {
        private final Map<ObjectKey, String> unfinished = new LinkedHashMap<>();

        @Override
        public void begin(ObjectKey path, String versionId) {
            unfinished.put(path, versionId);
        }

        @Override
        public void end(ObjectKey path) {
            unfinished.remove(path);
        }
    }
}
