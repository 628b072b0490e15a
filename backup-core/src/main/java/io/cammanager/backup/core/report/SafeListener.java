package io.cammanager.backup.core.report;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on and keeps what a listener throws away from the run. */
public final class SafeListener implements BackupListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final BackupListener listener;

    public SafeListener(BackupListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(BackupEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on {}: {}", event.getClass().getSimpleName(), e.toString());
        }
    }
}
