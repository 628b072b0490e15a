package io.cammanager.backup.daemon.alert;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules found.
 *
 * @param at when they were asked
 * @param holding what is wrong, each key once
 * @param evidence when that came to be by which they judged a kind; nothing for a kind that cannot be judged now
 * @param cameras all there are
 * @param forgotten those that have been silent for so long that they are taken for removed
 */
record Findings(
        Instant at, List<Alert> holding, Map<AlertKind, Instant> evidence, Set<String> cameras, Set<String> forgotten) {
    /** What became of an alert that does not hold. */
    enum Fate {
        ENDED,
        /** The facts are older than the alert, or too few. */
        UNDECIDED,
        /** It is no longer of interest, and its end is no good news either. */
        DROPPED
    }

    Findings {
        holding = ImmutableList.copyOf(holding);
        evidence = ImmutableMap.copyOf(evidence);
        cameras = ImmutableSet.copyOf(cameras);
        forgotten = ImmutableSet.copyOf(forgotten);
    }

    boolean holds(AlertKind kind) {
        return holding.stream().anyMatch(alert -> alert.kind() == kind);
    }

    /**
     * Returns the fate of an alert that does not hold.
     *
     * @param begun when it was first found
     */
    Fate fate(AlertKey key, Instant begun) {
        if (dropped(key)) {
            return Fate.DROPPED;
        }
        Instant judgedBy = evidence.get(key.kind());
        return judgedBy != null && judgedBy.isAfter(begun) ? Fate.ENDED : Fate.UNDECIDED;
    }

    private boolean dropped(AlertKey key) {
        String camera = key.camera();
        if (camera != null) {
            return !cameras.contains(camera) || (key.kind() == AlertKind.CAMERA_SILENT && forgotten.contains(camera));
        }
        return key.kind() == AlertKind.DISK_LOW && holds(AlertKind.DISK_LOW_UNPROTECTED);
    }
}
