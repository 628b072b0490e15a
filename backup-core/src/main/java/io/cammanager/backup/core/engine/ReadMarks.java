package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears which recordings were read back and are sound, and writes that down, many at a time. That it could not be written is
 * told once and is no failure of the verification: the recordings count as never read, and are read again. Thread-safe.
 */
final class ReadMarks implements BackupListener, AutoCloseable {
    private static final int BATCH = 1000;

    private final BackupListener next;
    private final Consumer<List<ObjectKey>> sink;
    private final List<ObjectKey> read = new ArrayList<>();
    private boolean failed;

    /**
     * Makes the marks of one run.
     *
     * @param next hears everything, too
     * @param sink writes down what was read
     */
    ReadMarks(BackupListener next, Consumer<List<ObjectKey>> sink) {
        this.next = next;
        this.sink = sink;
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Verified verified
                && verified.level().readsContent()
                && (verified.result() == VerifyResult.OK || verified.result() == VerifyResult.UNPROVEN)) {
            add(new ObjectKey(verified.path()));
        }
        next.onEvent(event);
    }

    private synchronized void add(ObjectKey path) {
        read.add(path);
        if (read.size() >= BATCH) {
            flush();
        }
    }

    private void flush() {
        if (read.isEmpty()) {
            return;
        }
        try {
            if (!failed) {
                sink.accept(List.copyOf(read));
            }
        } catch (BackupException e) {
            failed = true;
            next.onEvent(new BackupEvent.Warning(
                    "what was read could not be written down, and counts as never read: " + e.getMessage()));
        }
        read.clear();
    }

    /** Writes down what is left. */
    @Override
    public synchronized void close() {
        flush();
    }
}
