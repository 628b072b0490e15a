package io.cammanager.backup.core.status;

import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.scan.FileStamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts one camera. Not thread-safe. */
final class CameraTally {
    private static final long NONE = Long.MIN_VALUE;
    private static final long NANOS = 1_000_000_000L;

    private final long nowNanos;
    private final Count local = new Count();
    private final Count confirmed = new Count();
    private final Window day = new Window(Duration.ofDays(1));
    private final Window week = new Window(Duration.ofDays(7));
    private long oldestPendingNanos = Long.MAX_VALUE;
    private long lastRecordingNanos = NONE;
    private long lastBackupMillis = NONE;

    CameraTally(Instant now) {
        nowNanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), NANOS), now.getNano());
    }

    /** Counts a file that is here. */
    void addHere(FileStamp stamp, @Nullable CatalogRow remembered) {
        boolean isConfirmed = remembered != null
                && remembered.isConfirmed()
                && remembered.stamp().equals(stamp);
        local.add(stamp.size());
        if (isConfirmed) {
            confirmed.add(stamp.size());
        } else {
            oldestPendingNanos = Math.min(oldestPendingNanos, stamp.mtimeNanos());
        }
        addRecording(stamp, isConfirmed);
    }

    /** Counts a file that is remembered and gone. */
    void addGone(CatalogRow remembered) {
        addRecording(remembered.stamp(), remembered.isConfirmed());
    }

    private void addRecording(FileStamp stamp, boolean isConfirmed) {
        day.add(stamp, isConfirmed);
        week.add(stamp, isConfirmed);
    }

    /** Notes when a file was written, whether it counts or not. A time in the future says nothing. */
    void noteWritten(FileStamp stamp) {
        if (stamp.mtimeNanos() <= nowNanos) {
            lastRecordingNanos = Math.max(lastRecordingNanos, stamp.mtimeNanos());
        }
    }

    /** Notes when a file was confirmed, whether it counts or not. */
    void noteRemembered(CatalogRow row) {
        noteWritten(row.stamp());
        Confirmation confirmation = row.confirmation();
        if (confirmation != null) {
            lastBackupMillis = Math.max(lastBackupMillis, confirmation.atMillis());
        }
    }

    CameraStatus status(String camera) {
        return new CameraStatus(
                camera,
                local.amount(),
                confirmed.amount(),
                new Amount(local.files - confirmed.files, local.bytes - confirmed.bytes),
                oldestPendingNanos == Long.MAX_VALUE ? null : instant(oldestPendingNanos),
                lastRecordingNanos == NONE ? null : instant(lastRecordingNanos),
                lastBackupMillis == NONE ? null : Instant.ofEpochMilli(lastBackupMillis),
                day.coverage(),
                week.coverage());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    private static final class Count {
        private long files;
        private long bytes;

        void add(long size) {
            files++;
            bytes += size;
        }

        Amount amount() {
            return new Amount(files, bytes);
        }
    }

    /** The recordings of the time up to now. */
    private final class Window {
        private final long length;
        private long recordings;
        private long confirmed;

        Window(Duration length) {
            this.length = length.toNanos();
        }

        void add(FileStamp stamp, boolean isConfirmed) {
            if (stamp.mtimeNanos() > nowNanos - length && stamp.mtimeNanos() <= nowNanos) {
                recordings++;
                confirmed += isConfirmed ? 1 : 0;
            }
        }

        Coverage coverage() {
            return new Coverage(recordings, confirmed);
        }
    }
}
