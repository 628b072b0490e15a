package io.cammanager.backup.cli.progress;

import io.cammanager.backup.core.BackupEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is at one moment.
 *
 * @param phase null before the first
 * @param scanned entries compared so far
 * @param files files sent or restored so far
 * @param totalFiles how many there are to send; null while that is not known
 * @param totalBytes how many bytes there are to send; null while that is not known
 * @param bytesPerSecond lately; 0 while there is nothing to tell
 * @param flights the files under way, the one that began first at the front
 */
record Snapshot(
        BackupEvent.@Nullable Phase phase,
        long scanned,
        long files,
        @Nullable Long totalFiles,
        long bytes,
        @Nullable Long totalBytes,
        double bytesPerSecond,
        long verified,
        long failed,
        List<Flight> flights) {
    Snapshot {
        flights = List.copyOf(flights);
    }

    /** A file under way. */
    record Flight(String path, long sent, long size) {}
}
