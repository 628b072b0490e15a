package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Emptied;
import io.cammanager.backup.core.SyncOptions.Order;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.nio.file.Path;
import java.util.List;

/** Hears what a verification finds missing or damaged, and keeps it on disk: it may be everything. Thread-safe. */
final class FoundDamage implements BackupListener, AutoCloseable {
    private static final Decision SEND_AGAIN = new Decision(Action.HEAL, Reason.LOST_REMOTELY);
    private static final Decision HEAL = new Decision(Action.HEAL, Reason.DAMAGED_REMOTELY);
    private static final FileStamp NOT_LOOKED_AT = new FileStamp(0, 0, 0, 0);

    private final BackupListener next;
    private final PlanTable table;

    /**
     * Makes an empty one.
     *
     * @param scratch a directory for its file, which is removed on close
     * @param next hears everything, too
     */
    FoundDamage(Path scratch, BackupListener next) {
        this.next = next;
        this.table = new PlanTable(scratch);
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Verified verified
                && (verified.result() == VerifyResult.MISSING || verified.result() == VerifyResult.DIFFERS)) {
            boolean recording = !verified.path().startsWith(RemoteTree.OWN); // the manifest is told of, too
            Decision decision = recording && verified.result() == VerifyResult.MISSING ? SEND_AGAIN : HEAL;
            table.add("", List.of(new PlannedFile(new ObjectKey(verified.path()), NOT_LOOKED_AT, decision, null)));
        }
        next.onEvent(event);
    }

    long size() {
        return table.size();
    }

    /** Stops where all of it is missing from a bucket that somebody has emptied. */
    void check(LossGuard guard, RemoteTree remote, long sound, Emptied emptied) {
        guard.check(table, remote, sound, emptied);
    }

    /** Returns what was found; the stamps say nothing. Read when all is heard. */
    PlanTable.Cursor inOrder(Order order) {
        return table.inOrder(order);
    }

    @Override
    public void close() {
        table.close();
    }
}
