package io.cammanager.backup.daemon.job;

import io.cammanager.backup.daemon.control.DaemonControl.Subscription;
import io.cammanager.backup.daemon.control.DaemonListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever listens, one after the other, and keeps what they throw from the job and from each other. Thread-safe. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** One subscription; the same listener may have several. */
    private static final class Entry {
        private final DaemonListener listener;

        Entry(DaemonListener listener) {
            this.listener = listener;
        }
    }

    Subscription add(DaemonListener listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    void tell(String what, Consumer<DaemonListener> call) {
        for (Entry entry : entries) {
            try {
                call.accept(entry.listener);
            } catch (RuntimeException | Error e) { // whatever it was, it is not the job's fault
                LOG.warn("a listener failed on {}: {}", what, e.toString());
            }
        }
    }
}
