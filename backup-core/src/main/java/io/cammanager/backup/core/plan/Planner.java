package io.cammanager.backup.core.plan;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectInfo;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Decides each file by what is here, what is listed and what is remembered. The first row that fits wins; a dash stands
 * for anything.
 *
 * <pre>
 * file            listed        remembered as confirmed     decision
 * too old         -             -                           LEAVE_OUT        EXPIRED
 * -               same size     same stamp, same ETag       KEEP             SAME
 * not settled     -             -                           DEFER            UNSETTLED
 * -               no            no                          SEND             NEW
 * -               no            yes                         LOOK             LOST_REMOTELY
 * -               corrupt       -                           REPORT_CONFLICT  CORRUPT_REMOTELY
 * -               larger        -                           REPORT_CONFLICT  SMALLER
 * -               smaller       -                           REPLACE          DIFFERENT_SIZE
 * -               same size     no                          LOOK             NEEDS_LOOK
 * -               same size     same stamp, other ETag      LOOK             NEEDS_LOOK
 * -               same size     other stamp                 COMPARE          NEEDS_HASH
 * </pre>
 *
 * <p>A listing is no proof of absence: SEND goes on the condition that nothing is there, and all other work asks first. A
 * file that is smaller than the object is more often cut off than changed. Where a person has allowed that conflicts are
 * replaced, each REPORT_CONFLICT is a REPLACE.
 */
public final class Planner {
    private final Settling settling;
    private final @Nullable LocalDateTime keepFrom;
    private final Action onConflict;

    /** What becomes of a conflict. */
    public enum Conflicts {
        REPORT,
        REPLACE
    }

    /**
     * Makes the planner of one run.
     *
     * @param keepFrom recordings that started before this are too old; null when none is
     */
    public Planner(Settling settling, @Nullable LocalDateTime keepFrom, Conflicts conflicts) {
        this.settling = settling;
        this.keepFrom = keepFrom;
        this.onConflict = conflicts == Conflicts.REPLACE ? Action.REPLACE : Action.REPORT_CONFLICT;
    }

    /** Decides one regular file. */
    public Decision decide(ScanEntry.Recording file, @Nullable ListedObject listed, @Nullable CatalogRow remembered) {
        if (isTooOld(file.path(), keepFrom)) {
            return new Decision(Action.LEAVE_OUT, Reason.EXPIRED);
        }
        if (isKept(file, listed, remembered)) {
            return new Decision(Action.KEEP, Reason.SAME);
        }
        if (!settling.isSettled(file.stamp(), remembered)) {
            return new Decision(Action.DEFER, Reason.UNSETTLED);
        }
        boolean confirmed = remembered != null && remembered.isConfirmed();
        if (listed == null) {
            return confirmed ? new Decision(Action.LOOK, Reason.LOST_REMOTELY) : new Decision(Action.SEND, Reason.NEW);
        }
        if (listed.size() == ObjectInfo.CORRUPT_SIZE) {
            return new Decision(onConflict, Reason.CORRUPT_REMOTELY);
        }
        if (listed.size() > file.stamp().size()) {
            return new Decision(onConflict, Reason.SMALLER);
        }
        if (listed.size() < file.stamp().size()) {
            return new Decision(Action.REPLACE, Reason.DIFFERENT_SIZE);
        }
        return remembered == null || !confirmed || remembered.stamp().equals(file.stamp())
                ? new Decision(Action.LOOK, Reason.NEEDS_LOOK)
                : new Decision(Action.COMPARE, Reason.NEEDS_HASH);
    }

    /**
     * Says whether a recording is left out for its age.
     *
     * @param keepFrom recordings that started before this are too old; null when none is
     */
    public static boolean isTooOld(ObjectKey path, @Nullable LocalDateTime keepFrom) {
        LocalDateTime start = keepFrom == null ? null : RecordingName.startOf(path.name());
        return start != null && start.isBefore(keepFrom);
    }

    private static boolean isKept(
            ScanEntry.Recording file, @Nullable ListedObject listed, @Nullable CatalogRow remembered) {
        if (listed == null || remembered == null) {
            return false;
        }
        Confirmation confirmation = remembered.confirmation();
        return confirmation != null
                && listed.size() == file.stamp().size()
                && remembered.stamp().equals(file.stamp())
                && listed.etag().equals(confirmation.etag());
    }
}
