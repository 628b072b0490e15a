package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.remove.RemovalPlan;
import io.cammanager.backup.core.remove.RemovalStage;
import io.cammanager.backup.core.remove.Remover;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.sqlite.Cursor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a sync with {@code --delete} removes: what was confirmed, is gone here, and is this run's concern. How much that is
 * stands before anything is touched; it is done when everything else is, and not at all after a run with any failure.
 */
record Removals(Path source, Catalog catalog, SyncOptions options, Concern concern, BackupListener listener) {
    /** Finds what would be removed; null when nothing is to be. The caller closes it. */
    @Nullable RemovalPlan plan(Path scratch) {
        return options.delete() == null ? null : RemovalPlan.find(catalog, concern::includes, this::isGone, scratch);
    }

    private boolean isGone(ObjectKey path) {
        return FileStat.isGone(KeyNames.toPath(source, path));
    }

    /** Stops the run when more would be removed than may be. */
    void check(@Nullable RemovalPlan plan) {
        DeleteLimit limit = options.delete();
        if (plan != null && limit != null && plan.size() > limit.of(plan.confirmed())) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    plan.size() + " of " + plan.confirmed()
                            + " confirmed recordings are gone here, and would be removed"
                            + " from the bucket, more than --max-delete (" + limit + ") allows: nothing was sent or"
                            + " removed; if they are meant to go, raise --max-delete");
        }
    }

    /** Tells what would be removed. */
    void tell(@Nullable RemovalPlan plan, SyncTally tally) {
        if (plan == null) {
            return;
        }
        try (Cursor<RemovalPlan.Entry> entries = plan.entries()) {
            entries.forEachRemaining(entry -> {
                tally.addDeleted();
                listener.onEvent(new BackupEvent.PlannedRemoval(entry.path().value(), entry.size()));
            });
        }
    }

    /**
     * Removes what the plan holds.
     *
     * @param complete whether everything that this run had to send is confirmed
     * @return what is left undone and ends the run when all else is done; null when nothing is
     */
    @Nullable BackupException run(@Nullable RemovalPlan plan, Tools tools, boolean complete) {
        if (plan == null || plan.size() == 0 || tools.stop().isStopping()) {
            return null;
        }
        if (!complete) {
            warn("nothing was removed from the bucket (" + plan.size()
                    + " recordings are gone here), since not everything of this run is confirmed");
            return null;
        }
        if (!tools.keeping().canRemove()) {
            return new BackupException(
                    ExitCode.SAFETY_STOP,
                    "nothing was removed from the bucket: " + plan.size() + " recordings that are gone here were left,"
                            + " since this store neither keeps versions nor deletes on a condition, and what another"
                            + " client writes at the same moment could be lost; turn the bucket's versioning on");
        }
        listener.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.REMOVE));
        RemovalStage stage = new RemovalStage(tools.remover(), catalog, this::isGone, event -> {
            if (event instanceof BackupEvent.Removed removed && removed.result() == RemovalResult.DELETED) {
                tools.tally().addDeleted();
            }
            listener.onEvent(event);
        });
        stage.run(plan, options.transfers(), tools.stop());
        return judge(stage);
    }

    /** What the run removes with, counts in, and is stopped by. */
    record Tools(Keeping keeping, Remover remover, SyncTally tally, StopSignal stop) {}

    private @Nullable BackupException judge(RemovalStage stage) {
        long left = stage.of(RemovalResult.NOT_OURS) + stage.of(RemovalResult.CHANGED);
        if (left > 0) {
            warn(left + " objects whose files are gone here were left in the bucket: they are not, or no longer, what"
                    + " this job has confirmed there by its content");
        }
        if (stage.of(RemovalResult.LEASE_LOST) > 0) {
            warn("the lease of this bucket was lost, and the rest is left to the next run: nothing more was removed");
        }
        long failed =
                stage.of(RemovalResult.FAILED) + stage.of(RemovalResult.HIDDEN) + stage.of(RemovalResult.IMPOSSIBLE);
        return failed == 0
                ? null
                : new BackupException(
                        ExitCode.INCOMPLETE, failed + " recordings that are gone here could not be removed");
    }

    private void warn(String message) {
        listener.onEvent(new BackupEvent.Warning(message));
    }
}
