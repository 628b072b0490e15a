package io.cammanager.backup.core.status;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.scan.SourceScanner;
import io.cammanager.backup.core.scan.SourceScanner.FirstLevel;
import io.cammanager.backup.core.scan.TreeWalker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The recordings of the whole source in the order of their keys. Not thread-safe. */
final class LocalFiles implements AutoCloseable {
    private final SourceScanner scanner;
    private final Deque<ScanEntry> beside;
    private final Deque<String> cameras;
    private @Nullable TreeWalker walker;

    /** Reads the first level; throws when the source cannot be read. */
    LocalFiles(SourceScanner scanner) {
        this.scanner = scanner;
        FirstLevel first = scanner.firstLevel();
        beside = new ArrayDeque<>(first.entries());
        cameras = new ArrayDeque<>(first.cameras());
    }

    /** Returns the next recording, or null at the end. */
    ScanEntry.@Nullable Recording next() {
        for (ScanEntry entry = nextEntry(); entry != null; entry = nextEntry()) {
            if (entry instanceof ScanEntry.Recording file) {
                return file;
            }
        }
        return null;
    }

    private @Nullable ScanEntry nextEntry() {
        while (true) {
            ScanEntry below = walker == null ? null : walker.next();
            if (below != null) {
                return below;
            }
            close();
            String camera = cameras.peek();
            ScanEntry file = beside.peek();
            if (camera == null || (file != null && comesBefore(file, camera))) {
                return beside.poll();
            }
            walker = scanner.camera(cameras.remove());
        }
    }

    private static boolean comesBefore(ScanEntry file, String camera) {
        return ObjectKey.compareUtf8(file.path().value(), camera + "/") < 0;
    }

    @Override
    public void close() {
        if (walker != null) {
            walker.close();
            walker = null;
        }
    }
}
