package io.cammanager.backup.daemon.job;

import io.cammanager.backup.daemon.control.DaemonControl;

/** Something that goes along with the loop and depends on the settings, such as the watcher. */
@FunctionalInterface
public interface Companion {
    /** One that does nothing. */
    Companion NONE = (daemon, configured) -> () -> {};

    /** Starts it; what is returned ends it, before it is started again with other settings. */
    Running start(DaemonControl daemon, Configured configured);

    /** One that was started. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
