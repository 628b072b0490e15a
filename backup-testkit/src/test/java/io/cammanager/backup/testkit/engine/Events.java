package io.cammanager.backup.testkit.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the ends of files and the warnings of a run. */
public final class Events implements BackupListener {
    private final List<BackupEvent> kept = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Finished || event instanceof BackupEvent.Warning) {
            kept.add(event);
        }
    }

    /** Returns the one end of a file; fails where there is none, or a second. */
    public BackupEvent.Finished endOf(String path) {
        List<BackupEvent.Finished> ends = finished().stream()
                .filter(finished -> finished.path().equals(path))
                .toList();
        if (ends.size() != 1) {
            throw new AssertionError(ends.size() + " ends of " + path + ": " + this);
        }
        return ends.get(0);
    }

    public List<BackupEvent.Finished> finished() {
        return kept.stream()
                .filter(BackupEvent.Finished.class::isInstance)
                .map(BackupEvent.Finished.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        return kept.toString();
    }
}
