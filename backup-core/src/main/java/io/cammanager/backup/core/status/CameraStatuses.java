package io.cammanager.backup.core.status;

import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.scan.SourceScanner;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges the walk of the source with the catalog, both in the order of their keys, and counts by camera: what it holds in
 * memory grows with the number of cameras, not with that of files. A camera of which no file counts, and none ever did, is
 * left out.
 */
public final class CameraStatuses {
    private final SourceScanner scanner;
    private final @Nullable LocalDateTime keepFrom;
    private final Instant now;
    private final Map<String, CameraTally> cameras = new TreeMap<>();

    /**
     * Makes a count.
     *
     * @param keepFrom recordings that started before this do not count; null when all do
     */
    public CameraStatuses(SourceScanner scanner, @Nullable LocalDateTime keepFrom, Instant now) {
        this.scanner = scanner;
        this.keepFrom = keepFrom;
        this.now = now;
    }

    /** Counts, once. The catalog is read as it stood at the start. */
    public List<CameraStatus> count(Catalog catalog) {
        try (CatalogCursor rows = catalog.all();
                LocalFiles files = new LocalFiles(scanner)) {
            CatalogRow row = next(rows);
            for (ScanEntry.Recording file = files.next(); file != null; file = files.next()) {
                for (; row != null && row.path().compareTo(file.path()) < 0; row = next(rows)) {
                    addGone(row);
                }
                if (row != null && row.path().equals(file.path())) {
                    addHere(file, row);
                    row = next(rows);
                } else {
                    addHere(file, null);
                }
            }
            for (; row != null; row = next(rows)) {
                addGone(row);
            }
        }
        return cameras.entrySet().stream()
                .map(entry -> entry.getValue().status(entry.getKey()))
                .toList();
    }

    private static @Nullable CatalogRow next(CatalogCursor rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    private void addHere(ScanEntry.Recording file, @Nullable CatalogRow remembered) {
        CameraTally tally = tally(file.path());
        tally.noteWritten(file.stamp());
        if (remembered != null) {
            tally.noteRemembered(remembered);
        }
        if (!Planner.isTooOld(file.path(), keepFrom)) {
            tally.addHere(file.stamp(), remembered);
        }
    }

    private void addGone(CatalogRow row) {
        if (!scanner.wants(row.path())) {
            return;
        }
        CameraTally tally = tally(row.path());
        tally.noteRemembered(row);
        if (!Planner.isTooOld(row.path(), keepFrom)) {
            tally.addGone(row);
        }
    }

    private CameraTally tally(ObjectKey path) {
        return cameras.computeIfAbsent(path.camera(), name -> new CameraTally(now));
    }
}
