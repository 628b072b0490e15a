package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What planning needs of its run.
 *
 * @param remote null when there is no bucket yet
 * @param prefix empty, or ending in a slash
 */
record PlanInputs(
        Planner planner,
        PlanTable plan,
        Catalog catalog,
        @Nullable RemoteTree remote,
        String prefix,
        UnitPlanner.Remembering remembering,
        Path scratch,
        BackupListener listener,
        long nowMillis) {}
