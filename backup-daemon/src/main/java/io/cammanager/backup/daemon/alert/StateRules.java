package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.daemon.alert.AlertConfig.Thresholds;
import java.time.Instant;

/** The rules that go by what is on this machine: cameras, waiting files, disk and clock. */
final class StateRules {
    private final Thresholds thresholds;
    private final Judgement judgement;
    private final Facts facts;

    StateRules(Thresholds thresholds, Judgement judgement) {
        this.thresholds = thresholds;
        this.judgement = judgement;
        this.facts = judgement.facts();
    }

    /** Judges all of it; whether cameras are behind only after a sync that went through. */
    void judge(boolean lastSyncWentThrough) {
        judgement.judged(AlertKind.CAMERA_SILENT, facts.now());
        facts.status().cameras().forEach(this::silent);
        if (lastSyncWentThrough) {
            judgement.judged(AlertKind.CAMERA_BEHIND, facts.now());
            facts.status().cameras().forEach(this::behind);
        }
        Disk disk = facts.status().disk();
        if (disk != null) {
            disk(disk);
        }
        clock();
    }

    private void silent(CameraStatus camera) {
        Instant last = camera.lastRecording();
        if (last != null && judgement.longerAgo(last, thresholds.silentAfter()) && !judgement.forgotten(camera)) {
            judgement.hold(new AlertKey(AlertKind.CAMERA_SILENT, camera.camera()), last, Figures.NONE);
        }
    }

    private void behind(CameraStatus camera) {
        Instant oldest = camera.oldestPending();
        if (oldest != null && judgement.longerAgo(oldest, thresholds.overdue())) {
            judgement.hold(
                    new AlertKey(AlertKind.CAMERA_BEHIND, camera.camera()), oldest, waiting(camera.pending(), 0));
        }
    }

    private void disk(Disk disk) {
        judgement.judged(AlertKind.DISK_LOW, facts.now());
        judgement.judged(AlertKind.DISK_LOW_UNPROTECTED, facts.now());
        if (disk.freeBytes() >= thresholds.diskFree().applyAsLong(disk.totalBytes())) {
            return;
        }
        boolean unprotected = facts.status()
                .oldestPending()
                .filter(oldest -> judgement.longerAgo(oldest, thresholds.overdue()))
                .isPresent();
        AlertKind kind = unprotected ? AlertKind.DISK_LOW_UNPROTECTED : AlertKind.DISK_LOW;
        judgement.hold(AlertKey.of(kind), facts.now(), waiting(facts.status().pending(), disk.freeBytes()));
    }

    private static Figures waiting(Amount pending, long freeBytes) {
        return new Figures(pending.files(), pending.bytes(), freeBytes, null);
    }

    private void clock() {
        if (!judgement.isJudged(
                AlertKind.CLOCK)) { // else it ends with a run that the store took, not by a look at files
            judgement.judged(AlertKind.CLOCK, facts.now());
        }
        if (judgement.holds(AlertKind.CLOCK)) {
            return;
        }
        for (CameraStatus camera : facts.status().cameras()) {
            Instant last = camera.lastRecording();
            if (last != null && judgement.ahead(last)) {
                judgement.hold(
                        AlertKey.of(AlertKind.CLOCK), facts.now(), Figures.problem(camera.camera() + ": " + last));
                return;
            }
        }
        facts.runs().stream()
                .map(RunRecord::ended)
                .filter(judgement::ahead)
                .findFirst()
                .ifPresent(end -> judgement.hold(
                        AlertKey.of(AlertKind.CLOCK), facts.now(), Figures.problem(String.valueOf(end))));
    }
}
