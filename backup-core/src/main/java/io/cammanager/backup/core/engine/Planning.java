package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Allowance;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.plan.Settling;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.scan.SourceScanner;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a sync, be it carried out or only shown. */
record Planning(
        EngineSetup setup,
        SyncOptions options,
        Path source,
        Catalog catalog,
        BackupListener listener,
        Cancellation cancellation,
        SyncTally tally) {
    /**
     * Fills the plan, and stops the run when the source is empty that was not before.
     *
     * @param remote null when there is no bucket yet
     */
    PlanCounts run(@Nullable RemoteTree remote, PlanTable plan, Path scratch, UnitPlanner.Remembering remembering) {
        listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.SCAN));
        Concern concern = Concern.of(setup, options);
        PlanInputs inputs = new PlanInputs(
                planner(concern),
                plan,
                catalog,
                remote,
                setup.prefix(),
                remembering,
                scratch,
                listener,
                setup.clock().millis());
        SourceScanner scanner = new SourceScanner(source, concern.filter(), concern.shard(), scratch);
        PlanCounts counts = new PlanStage(inputs, source, scanner, cancellation::isRequested).run();
        SourceGuard.requireFiles(source, counts.files, catalog, options);
        tally.addUnchanged(counts.kept);
        tally.addBytesTotal(counts.bytes);
        PlanTable.Total send = plan.total(Action.SEND).and(plan.total(Action.REPLACE));
        long toCheck =
                plan.total(Action.LOOK).files() + plan.total(Action.COMPARE).files();
        listener.onEvent(new BackupEvent.PlanReady(counts.kept + plan.size(), send.files(), send.bytes(), toCheck));
        return counts;
    }

    private Planner planner(Concern concern) {
        boolean replaces = options.allowed().contains(Allowance.REPLACE_CONFLICTS);
        return new Planner(
                new Settling(setup.clock().instant(), options.minAge()),
                concern.keepFrom(),
                replaces ? Planner.Conflicts.REPLACE : Planner.Conflicts.REPORT);
    }
}
