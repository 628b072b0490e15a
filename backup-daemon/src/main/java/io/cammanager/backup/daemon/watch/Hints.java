package io.cammanager.backup.daemon.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes of changes to files the times when a sync is worthwhile: when a file has been left alone long enough, but not more
 * often than every few seconds. Knows no clock and belongs to one thread.
 */
final class Hints {
    /** More files than any recorder writes at once; beyond that their times are not kept apart. */
    private static final int MOST = 100_000;

    private final Duration minAge;
    private final Duration leastGap;
    /** When a file was last seen to change, the longest ago first. */
    private final Map<Path, Instant> changed = new LinkedHashMap<>();

    private boolean lost;
    private Instant lastRequest = Instant.EPOCH;

    /**
     * Makes it.
     *
     * @param minAge how long a file is left alone before it counts as finished
     * @param leastGap between two requests
     */
    Hints(Duration minAge, Duration leastGap) {
        this.minAge = minAge;
        this.leastGap = leastGap;
    }

    void changed(Path file, Instant now) {
        changed.remove(file);
        if (changed.size() < MOST) {
            changed.put(file, now);
        } else {
            lost();
        }
    }

    void gone(Path file) {
        changed.remove(file);
    }

    /** Something has happened, but not what. */
    void lost() {
        lost = true;
    }

    /** Says whether to ask for a sync now; the answer yes is given once. */
    boolean isDue(Instant now) {
        if (now.isBefore(lastRequest)) {
            lastRequest = Instant.EPOCH; // the clock was set back
        }
        if (now.isBefore(lastRequest.plus(leastGap))) {
            return false;
        }
        boolean finished = changed.values().removeIf(at -> now.isBefore(at) || !now.isBefore(at.plus(minAge)));
        if (!finished && !lost) {
            return false;
        }
        lost = false;
        lastRequest = now;
        return true;
    }
}
