package io.cammanager.backup.daemon.watch;

import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.job.Companion;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the source and its camera folders and asks for a sync soon after a file is finished. Only a hint: what is sent is
 * for the scan to say, and where watching does not work the schedule goes on alone.
 */
public final class Watcher implements Companion.Running {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private static final Duration LEAST_GAP = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** After this the folders are looked through for such as were missed. */
    private static final Duration REJOIN = Duration.ofMinutes(1);

    private final DaemonControl daemon;
    private final WatchService service;
    private final Folders folders;
    private final Hints hints;
    private final Clock clock;
    private Instant joined = Instant.MIN;
    private boolean warned;

    /** Opens what tells of changes; there is a limit to how many there may be. */
    interface Opener {
        WatchService open() throws IOException;
    }

    private Watcher(DaemonControl daemon, WatchService service, Folders folders, Hints hints, Clock clock) {
        this.daemon = daemon;
        this.service = service;
        this.folders = folders;
        this.hints = hints;
        this.clock = clock;
    }

    /**
     * Begins to watch, on a thread of its own. Where that is impossible, says so in the log and does nothing.
     *
     * @param minAge how long a file is left alone before it counts as finished; 0 or more
     * @return what ends it
     */
    public static Companion.Running start(DaemonControl daemon, Path source, Duration minAge) {
        return start(daemon, source, minAge, source.getFileSystem()::newWatchService);
    }

    static Companion.Running start(DaemonControl daemon, Path source, Duration minAge, Opener opener) {
        WatchService service;
        try {
            service = opener.open();
        } catch (IOException e) {
            LOG.warn("the recordings cannot be watched, the schedule goes on without: {}", LocalFailure.reason(e));
            return () -> {};
        } catch (UnsupportedOperationException e) {
            LOG.warn(
                    "the recordings cannot be watched, the schedule goes on without: this file system has no such thing");
            return () -> {};
        }
        Watcher watcher = new Watcher(
                daemon, service, new Folders(source, service), new Hints(minAge, LEAST_GAP), Clock.systemUTC());
        Thread thread = new Thread(watcher::watch, "watcher");
        thread.setDaemon(true);
        thread.start();
        return watcher;
    }

    private void watch() {
        try {
            while (true) {
                rejoin();
                WatchKey key = service.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (key != null) {
                    take(key);
                }
                if (hints.isDue(clock.instant())) {
                    daemon.request(JobRequest.sync(Trigger.WATCHER));
                }
            }
        } catch (ClosedWatchServiceException e) {
            // the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // the schedule does not need it
            LOG.warn("the recordings are watched no longer, the schedule goes on without: {}", e.toString());
        }
    }

    private void rejoin() {
        Instant now = clock.instant();
        if (joined.isAfter(now) || !now.isBefore(joined.plus(REJOIN))) {
            boolean first = joined.equals(Instant.MIN);
            joined = now;
            try {
                folders.join(folder -> {
                    if (!first) {
                        hints.lost(); // what happened in it before is unknown
                    }
                });
            } catch (IOException e) {
                warn(e);
            }
        }
    }

    private void take(WatchKey key) {
        Path folder = folders.of(key).orElse(null);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder != null && event.context() instanceof Path name) {
                take(event.kind(), folder, folder.resolve(name));
            } else {
                hints.lost(); // an overflow
            }
        }
        if (!key.reset()) {
            folders.left(key);
        }
    }

    private void take(WatchEvent.Kind<?> kind, Path folder, Path path) {
        if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
            hints.gone(path);
        } else if (!Folders.isFolder(path)) {
            hints.changed(path, clock.instant());
        } else if (folders.isSource(folder)) {
            try {
                folders.join(path, camera -> hints.changed(camera, clock.instant())); // for the files in it already
            } catch (IOException e) {
                warn(e);
                hints.lost();
            }
        }
    }

    private void warn(IOException failure) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "some recordings cannot be watched, the schedule takes care of them: {}",
                    LocalFailure.reason(failure));
        }
    }

    /** Ends the watching. */
    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            LOG.warn("the watching did not end: {}", LocalFailure.reason(e));
        }
    }
}
