package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.daemon.control.DaemonControl;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the settings have made, now and after they were read again. Belongs to the thread of the loop. */
final class Setup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    private final Supplier<Configured> source;
    private final Companion companion;
    private Configured current;
    private Companion.Running running = () -> {};

    /** Reads the settings for the first time, and throws what is wrong with them. */
    Setup(Supplier<Configured> source, Companion companion) {
        this.source = source;
        this.companion = companion;
        this.current = source.get();
    }

    Configured current() {
        return current;
    }

    void start(DaemonControl daemon) {
        try {
            running = companion.start(daemon, current);
        } catch (RuntimeException e) {
            LOG.error("what goes along with the syncs did not start, they go on without: {}", e.toString());
        }
    }

    /** Reads the settings again; when they are bad, that is logged and all stays as it is. */
    boolean reload(DaemonControl daemon) {
        Configured next;
        try {
            next = source.get();
        } catch (BackupException e) {
            LOG.error("the new settings are not taken, the old ones stay: {}", e.getMessage());
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("the new settings are not taken, the old ones stay: unexpected {}", e.toString());
            return false;
        }
        close();
        current = next;
        start(daemon);
        LOG.info("the settings were read again");
        return true;
    }

    @Override
    public void close() {
        try {
            running.close();
            current.engine().close();
        } catch (RuntimeException | Error e) { // nothing of it is needed any more
            LOG.warn("an engine did not close: {}", e.toString());
        } finally {
            running = () -> {};
        }
    }
}
