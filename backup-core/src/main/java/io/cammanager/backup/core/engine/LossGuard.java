package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Emptied;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sees to it that recordings that were confirmed and are no longer in the bucket are never just sent again without a word.
 * Some of them missing is told as a warning; a bucket without any of them, made anew behind our back or not the one it was,
 * stops the run.
 */
final class LossGuard {
    /** So many of the missing are looked for one by one: a listing that leaves out all of them may still be wrong. */
    private static final int LOOKS = 3;

    private final ObjectStore store;
    private final String prefix;
    private final String bucket;
    private final Consumer<String> warn;

    /**
     * Makes the guard of one run.
     *
     * @param bucket its name
     */
    LossGuard(ObjectStore store, String prefix, String bucket, Consumer<String> warn) {
        this.store = store;
        this.prefix = prefix;
        this.bucket = bucket;
        this.warn = warn;
    }

    /**
     * Looks at the plan before anything of it is done.
     *
     * @param kept how many recordings are in the bucket as they are here
     */
    void check(PlanTable plan, RemoteTree remote, long kept, Emptied emptied) {
        long lost = plan.count(Reason.LOST_REMOTELY);
        if (lost == 0) {
            return;
        }
        if (kept > 0
                || emptied == Emptied.FILL_AGAIN
                || remote.unordered("").hasNext()
                || isAnyThere(plan.first(Reason.LOST_REMOTELY, LOOKS))) {
            warn.accept(
                    lost + " recordings that were confirmed are missing from the listing of the bucket: each is looked"
                            + " for, and sent again if it is really gone");
            return;
        }
        throw new BackupException(
                ExitCode.BUCKET_MISSING,
                "the bucket \"" + bucket + "\" is empty, but " + lost
                        + " recordings that are still here were confirmed in"
                        + " it before: find out what happened to it, then fill it again with sync --heal");
    }

    private boolean isAnyThere(List<ObjectKey> paths) {
        return paths.stream()
                .anyMatch(
                        path -> store.head(new ObjectKey(prefix + path.value())).isPresent());
    }
}
