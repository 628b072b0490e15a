package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.remove.RemovalPlan;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Plans and says what the plan holds, and ends as a sync would that its guards stop; writes nothing but temporary files. */
record DryRun(Planning planning, Bucket bucket, Executor executor) {
    void run(Path scratch) {
        SyncOptions options = planning.options();
        SyncTally tally = planning.tally();
        Removals removals = new Removals(
                planning.source(),
                planning.catalog(),
                options,
                Concern.of(planning.setup(), options),
                planning.listener());
        try (PlanTable plan = new PlanTable(scratch);
                RemovalPlan gone = removals.plan(scratch)) {
            PlanCounts counts = planning.run(remote(), plan, scratch, UnitPlanner.Remembering.OFF);
            report(plan);
            removals.tell(gone, tally);
            MassChangeGuard.check(counts, options);
            removals.check(gone);
        }
    }

    private @Nullable RemoteTree remote() {
        ObjectStore store = bucket.open();
        if (!planning.catalog().hasEverConfirmed() && !store.bucketExists()) {
            planning.listener()
                    .onEvent(new BackupEvent.Warning(
                            "there is no bucket \"" + bucket.name() + "\" yet; a sync would make it"));
            return null;
        }
        bucket.requireExists(store);
        bucket.checkPassword(Bucket.Canary.LOOK_ONLY);
        return bucket.tree(store, executor);
    }

    private void report(PlanTable plan) {
        try (PlanTable.Cursor rows = plan.inOrder(planning.options().order())) {
            while (rows.hasNext() && !planning.cancellation().isRequested()) {
                PlannedFile file = rows.next();
                Outcome expected = file.decision().action().expected();
                planning.tally().count(expected, file.stamp().size());
                if (file.decision().action() == Action.REPLACE) {
                    planning.tally().addReplaced();
                }
                planning.listener()
                        .onEvent(new BackupEvent.Planned(
                                file.path().value(),
                                file.stamp().size(),
                                expected,
                                file.decision().reason()));
            }
        }
    }
}
