package io.cammanager.backup.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one camera stands, by the local files and by what is confirmed; the bucket is not asked. Files that the filters or
 * the retention leave out do not count.
 *
 * @param camera the first folder below the source; empty for files that lie in the source itself
 * @param local regular files that are there now
 * @param confirmed those of them that are confirmed as they are now
 * @param pending those of them that are not, still being written or not sent yet
 * @param oldestPending when the longest waiting of them was last written to; null when none waits
 * @param lastRecording when the newest local or remembered file was last written to; null when there is none
 * @param lastBackup when a file was last confirmed; null when none ever was
 * @param lastDay files written to in the last 24 hours
 * @param lastWeek files written to in the last 7 days
 */
public record CameraStatus(
        String camera,
        Amount local,
        Amount confirmed,
        Amount pending,
        @Nullable Instant oldestPending,
        @Nullable Instant lastRecording,
        @Nullable Instant lastBackup,
        Coverage lastDay,
        Coverage lastWeek) {
    /** So many files with so many bytes. */
    public record Amount(long files, long bytes) {
        public static final Amount NONE = new Amount(0, 0);

        public Amount plus(Amount other) {
            return new Amount(files + other.files, bytes + other.bytes);
        }
    }

    /** Of the recordings of a window, gone or still there, how many are confirmed. */
    public record Coverage(long recordings, long confirmed) {
        /** Returns the share that is confirmed, 0 to 1; 1 when there are no recordings. */
        public double ratio() {
            return recordings == 0 ? 1 : (double) confirmed / recordings;
        }
    }
}
