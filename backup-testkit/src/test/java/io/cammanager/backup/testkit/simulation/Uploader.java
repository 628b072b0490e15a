package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.transfer.OneFile;
import io.cammanager.backup.core.transfer.TransferContext;
import io.cammanager.backup.testkit.simulation.Schedule.Actor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Runs a few syncs of what its host has recorded. */
record Uploader(Actor actor, SimBucket bucket, Machine machine, Footage footage, ExecutorService parts) {
    private static final int RUNS = 3;

    void run(Map<PlannedFile, String> sums) throws InterruptedException {
        for (int run = 1; run <= RUNS; run++) {
            Optional<Lease> lease = machine.take();
            if (lease.isPresent()) {
                sync(run, sums);
                lease.get().close();
            }
            actor.sleeper().sleep(Duration.ofSeconds(actor.random().nextInt(10)));
        }
    }

    private void sync(int run, Map<PlannedFile, String> sums) {
        ObjectStore store = machine.store();
        TransferContext context = new TransferContext(
                footage.source(),
                Machine.PREFIX,
                store,
                bucket.mode().traits(),
                StoreLimits.AWS,
                footage.catalog(),
                SyncOptions.defaults(),
                event -> {},
                machine.clock(),
                new Keeping(
                        store,
                        Machine.PREFIX,
                        "run-" + actor.random().nextLong(),
                        bucket.mode().traits()));
        OneFile one = new OneFile(context, parts, actor.sleeper(), actor.random());
        for (PlannedFile file : footage.files()) {
            try {
                Outcome outcome = one.transfer(run == 1 && actor.chance(2) ? Footage.unseen(file) : file);
                actor.note(outcome + " " + file.path());
                if (outcome == Outcome.UPLOADED || outcome == Outcome.UNCHANGED) {
                    confirmed(file, sums.getOrDefault(file, ""));
                }
            } catch (BackupException | StoreException e) {
                actor.note("failed: " + e.getMessage());
            }
        }
    }

    private void confirmed(PlannedFile file, String sum) {
        Confirmation confirmation = footage.catalog()
                .find(file.path())
                .map(CatalogRow::confirmation)
                .orElseThrow(() -> new AssertionError("no row for " + file.path()));
        if (!confirmation.etag().equals(sum)) {
            throw new AssertionError(
                    "I1: " + file.path() + " was confirmed by " + confirmation.etag() + ", and is " + sum);
        }
        bucket.confirm(actor, new ObjectKey(Machine.PREFIX + file.path().value()), confirmation.etag());
    }
}
