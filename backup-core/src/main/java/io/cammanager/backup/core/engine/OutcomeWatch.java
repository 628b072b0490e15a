package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hears how the files of a run end before it tells the listener. Thread-safe. */
final class OutcomeWatch implements BackupListener {
    private final BackupListener listener;
    private final Queue<ObjectKey> vanished = new ConcurrentLinkedQueue<>();
    private volatile boolean incomplete;

    OutcomeWatch(BackupListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Finished finished) {
            look(finished);
        }
        listener.onEvent(event);
    }

    private void look(BackupEvent.Finished file) {
        if (file.outcome() == Outcome.VANISHED) {
            vanished.add(new ObjectKey(file.path()));
        }
        if (file.outcome() == Outcome.VANISHED
                || file.outcome() == Outcome.FAILED
                || file.outcome() == Outcome.CONFLICT
                || file.reason() == Reason.CHANGED_WHILE_READ) {
            incomplete = true;
        }
    }

    /** Returns the files that were gone when their turn came. */
    Collection<ObjectKey> vanished() {
        return vanished;
    }

    /** Says whether no file so far has ended as one that must come first before anything is removed. */
    boolean areAllGood() {
        return !incomplete;
    }
}
