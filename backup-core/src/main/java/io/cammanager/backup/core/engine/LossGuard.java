package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Emptied;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.util.function.Consumer;

/**
 * Sees to it that recordings that were confirmed and are no longer in the bucket are never just sent again without a word.
 * Some of them missing is told as a warning; a bucket without any of them, made anew behind our back or not the one it was,
 * stops the run.
 */
final class LossGuard {
    private LossGuard() {}

    /**
     * Looks at the plan before anything of it is done.
     *
     * @param bucket its name
     * @param kept how many recordings are in the bucket as they are here
     */
    static void check(
            PlanTable plan, RemoteTree remote, String bucket, long kept, Emptied emptied, Consumer<String> warn) {
        long lost = plan.count(Reason.LOST_REMOTELY);
        if (lost == 0) {
            return;
        }
        if (kept > 0 || emptied == Emptied.FILL_AGAIN || remote.unordered("").hasNext()) {
            warn.accept(
                    lost + " recordings that were confirmed are missing from the listing of the bucket: each is looked"
                            + " for, and sent again if it is really gone");
            return;
        }
        throw new BackupException(
                ExitCode.BUCKET_MISSING,
                "the bucket \"" + bucket + "\" is empty, but " + lost
                        + " recordings that are still here were confirmed in"
                        + " it before: find out what happened to it, then fill it again with --heal");
    }
}
