package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks where the backup stands, from time to time. Belongs to the thread of the loop. */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A look reads every name of the source; it may take this share of the time at most, where they are millions. */
    private static final int SHARE = 20;

    private final Clock clock;
    private Instant last = Instant.MIN;
    private Instant next = Instant.MIN;
    private boolean failing;

    Looks(Clock clock) {
        this.clock = clock;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(next) || now.isBefore(last);
    }

    Instant next() {
        return next;
    }

    /** Returns the status, or nothing when it cannot be had; that is told once, until it can be had again. */
    Optional<BackupStatus> look(BackupEngine engine) {
        Instant began = clock.instant();
        try {
            BackupStatus status = engine.status();
            failing = false;
            return Optional.of(status);
        } catch (RuntimeException | Error e) { // jobs do not depend on it
            if (!failing) {
                LOG.warn("where the backup stands cannot be told: {}", e.getMessage() == null ? e : e.getMessage());
            }
            failing = true;
            return Optional.empty();
        } finally {
            last = clock.instant();
            Duration took = Duration.between(began, last);
            Duration pause = took.multipliedBy(SHARE);
            next = last.plus(pause.compareTo(PAUSE) > 0 ? pause : PAUSE);
        }
    }
}
