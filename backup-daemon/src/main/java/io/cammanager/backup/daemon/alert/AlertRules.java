package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.alert.AlertConfig.Thresholds;

/**
 * Decides what is wrong. Pure: the facts bring the time along. With {@code i} for the interval, {@code s} for the settle
 * time, and of the syncs those left out that were broken off by a signal:
 *
 * <pre>
 * alert                 holds when
 * WRONG_PASSWORD        ) the last run of either kind that could judge it (went through, or ended with
 * DENIED                ) 12, 6 or 10) ended with 12; with 6; with 10
 * BUCKET_MISSING        )
 * CLOCK                 that run ended with 6 because the clocks of machine and store are too far apart (then it is not
 *                       DENIED); or the newest recording of a camera, or the end of a run, is more than 1 h ahead of now
 * LOCKED                the last sync ended with 11, and the last that did not ended more than 2 i ago (none: as below)
 * NO_SUCCESS            the last sync with exit code 0 ended more than 2 i ago (none: the daemon, and the first sync known
 *                       of, began more than 2 i ago), a sync has been tried by this daemon or it has run for more than 2 i,
 *                       and none of the alerts above that come of a run holds: they name the cause
 * CAMERA_BEHIND         the oldest file that waits for its backup is older than 2 i + s, and the last sync went through
 *                       (else every camera is behind, which the alerts above say once)
 * CAMERA_SILENT         the newest recording is older than ALERT_SILENT but not older than 7 days, whether or not
 *                       anything waits
 * VERIFY_MISMATCH       the last verification that went through, or an earlier one that looked deeper, or the last sync that went through and verified something,
 *                       ended with 7 or counts differences
 * DRILL_FAILED          the last restore drill that went through ended with 7 or 3
 * DRILL_OLD             the last restore drill that came to a result ended well more than 35 days ago )  and the daemon has
 * NOT_READ_BACK         some recording was not read back for more than 100 days                       )  run for a day
 * MIRROR_DAMAGE         ) the last mirror, deletion here or deletion in the bucket that went through and looked at
 * PRUNE_DAMAGE          ) something ended with 7
 * RETENTION_DAMAGE      )
 * MIRROR_OLD            ) no mirror, or no deletion in the bucket, has gone through for two of its intervals, and one has
 * RETENTION_STOPPED     ) been tried by this daemon or it has run for longer than such an interval
 * LOCK_ENDS             the last verification that could ask found that the bucket locks recordings for fewer days than they
 *                       are kept
 * LOCK_GONE             it found that the bucket locks them no more
 * DISK_LOW_UNPROTECTED  less is free than ALERT_DISK_FREE, and some file waits for longer than 2 i + s
 * DISK_LOW              less is free than ALERT_DISK_FREE, and none waits so long
 * VANISHED              the last sync that went through counts vanished files
 * </pre>
 *
 * A new file always waits a little, so that waiting alone is not yet unprotected. An alert that comes of runs ends only by a
 * run that ended after it began: after a restart, when a run may not be known of, nothing is taken for well again.
 */
final class AlertRules {
    private final Thresholds thresholds;

    AlertRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    Findings look(Facts facts) {
        Judgement judgement = new Judgement(facts);
        new RunRules(thresholds, judgement).judge();
        new UpkeepRules(thresholds, judgement).judge();
        new StateRules(thresholds, judgement).judge(lastSyncWentThrough(facts));
        return judgement.findings();
    }

    /** A sync of an earlier daemon says nothing: the machine may have been off for days, with all cameras behind. */
    private static boolean lastSyncWentThrough(Facts facts) {
        return facts.undisturbed(RunRecord.Kind.SYNC).stream()
                .findFirst()
                .filter(sync -> Facts.complete(sync) && !sync.ended().isBefore(facts.watchingSince()))
                .isPresent();
    }
}
