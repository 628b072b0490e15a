package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.catalog.ExpiryMark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Now, by two clocks that agree. What is too old is so by the one that is behind, and what was marked for long enough is so by
 * each of them.
 *
 * @param here by the clock of this machine
 * @param served by that of the store
 * @param zone of the times in the file names
 */
public record Moment(Instant here, Instant served, ZoneId zone) {
    /** Returns before which time, in a name, a recording is older than so many days. */
    LocalDateTime nameBefore(int days) {
        return LocalDateTime.ofInstant(earlier(), zone).minusDays(days);
    }

    /** Returns before which time something is older than so many days. */
    Instant before(int days) {
        return earlier().minus(Duration.ofDays(days));
    }

    private Instant earlier() {
        return here.isBefore(served) ? here : served;
    }

    boolean isRipe(ExpiryMark mark, Duration grace) {
        return !mark.at().plus(grace).isAfter(here)
                && !mark.servedAt().plus(grace).isAfter(served);
    }

    /** Says whether a wrong clock has made the mark: that time is still to come. */
    boolean isFuture(ExpiryMark mark) {
        return mark.at().isAfter(here) || mark.servedAt().isAfter(served);
    }

    boolean isLocked(ExpiryMark mark) {
        Instant until = mark.lockedUntil();
        return until != null && until.isAfter(served);
    }
}
