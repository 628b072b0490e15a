package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.daemon.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a run has come. Thread-safe. */
final class RunProgress {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private BackupEvent.@Nullable Phase phase;
    private long scanned;
    private long filesToUpload;
    private long bytesToUpload;
    private long filesEnded;
    private long filesVerified;
    private long bytesMoved;
    private @Nullable Instant told;

    /**
     * Counts the event in.
     *
     * @return whether it is time to tell again: after the first event, and at most once a second
     */
    synchronized boolean count(BackupEvent event, Instant now) {
        if (event instanceof BackupEvent.PhaseStarted started) {
            phase = started.phase();
        } else if (event instanceof BackupEvent.ScanProgress progress) {
            scanned = progress.scanned();
        } else if (event instanceof BackupEvent.PlanReady plan) {
            scanned = plan.scanned();
            filesToUpload = plan.toUpload();
            bytesToUpload = plan.bytesToUpload();
        } else if (event instanceof BackupEvent.TransferProgress progress) {
            bytesMoved += progress.bytes();
        } else if (event instanceof BackupEvent.Finished) {
            filesEnded++;
        } else if (event instanceof BackupEvent.Verified) {
            filesVerified++;
        }
        return isDue(now);
    }

    private boolean isDue(Instant now) {
        Instant last = told;
        // A clock that was set back says nothing about how long ago that was.
        if (last != null && !now.isBefore(last) && now.isBefore(last.plus(PAUSE))) {
            return false;
        }
        told = now;
        return true;
    }

    synchronized void write(JsonText json) {
        json.put("phase", phase == null ? null : JsonText.lower(phase))
                .put("scanned", scanned)
                .put("files_to_upload", filesToUpload)
                .put("bytes_to_upload", bytesToUpload)
                .put("files_ended", filesEnded)
                .put("files_verified", filesVerified)
                .put("bytes_moved", bytesMoved);
    }
}
