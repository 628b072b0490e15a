package io.cammanager.backup.cli.progress;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.VerifyResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Adds up the events of a run. Thread-safe, and quick: it is called for every block of every file. */
final class Progress implements BackupListener {
    private final Rate rate;
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private BackupEvent.@Nullable Phase phase;
    private @Nullable Long totalFiles;
    private @Nullable Long totalBytes;
    private long scanned;
    private long files;
    private long settledBytes;
    private long verified;
    private long failed;

    private static final class Transfer {
        private final long size;
        private long sent;

        private Transfer(long size) {
            this.size = size;
        }
    }

    /** Takes the clock, in nanoseconds, by which speed is measured. */
    Progress(LongSupplier nanoTime) {
        this.rate = new Rate(nanoTime);
    }

    @Override
    public synchronized void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.TransferProgress moved) {
            Transfer transfer = transfers.get(moved.path());
            if (transfer != null) {
                transfer.sent += moved.bytes();
            }
        } else if (event instanceof BackupEvent.TransferStarted started) {
            transfers.put(started.path(), new Transfer(started.size()));
        } else if (event instanceof BackupEvent.Retrying retrying) {
            transfers.remove(retrying.path());
        } else if (event instanceof BackupEvent.Finished finished) {
            settle(finished.path(), finished.size(), finished.outcome() == Outcome.UPLOADED);
            failed += finished.outcome() == Outcome.FAILED ? 1 : 0;
        } else if (event instanceof BackupEvent.Restored restored) {
            settle(restored.path(), restored.size(), restored.result() == RestoreResult.RESTORED);
            failed += restored.result() == RestoreResult.FAILED || restored.result() == RestoreResult.DAMAGED ? 1 : 0;
        } else {
            stage(event);
        }
    }

    private void stage(BackupEvent event) {
        if (event instanceof BackupEvent.PhaseStarted started) {
            phase = started.phase();
        } else if (event instanceof BackupEvent.ScanProgress progress) {
            scanned = progress.scanned();
        } else if (event instanceof BackupEvent.PlanReady plan) {
            scanned = plan.scanned();
            totalFiles = plan.toUpload();
            totalBytes = plan.bytesToUpload();
        } else if (event instanceof BackupEvent.RestoreReady ready) {
            totalFiles = ready.toRestore();
            totalBytes = ready.bytesToRestore();
        } else if (event instanceof BackupEvent.Verified looked) {
            verified++;
            failed += looked.result() == VerifyResult.OK || looked.result() == VerifyResult.UNPROVEN ? 0 : 1;
        }
    }

    private void settle(String path, long size, boolean done) {
        transfers.remove(path);
        if (done) {
            files++;
            settledBytes += size;
        }
    }

    synchronized Snapshot snapshot() {
        long bytes = settledBytes;
        List<Snapshot.Flight> flights = new ArrayList<>();
        for (Map.Entry<String, Transfer> entry : transfers.entrySet()) {
            Transfer transfer = entry.getValue();
            bytes += transfer.sent;
            flights.add(new Snapshot.Flight(entry.getKey(), transfer.sent, transfer.size));
        }
        double speed = rate.perSecond(bytes);
        return new Snapshot(phase, scanned, files, totalFiles, bytes, totalBytes, speed, verified, failed, flights);
    }
}
