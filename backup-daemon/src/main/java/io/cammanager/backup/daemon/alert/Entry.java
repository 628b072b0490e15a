package io.cammanager.backup.daemon.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the book knows of an alert.
 *
 * @param begun when it was first found
 * @param since when it began by the facts
 * @param told when it was last told; null when it never was
 * @param gone since when it has not held; null while it does
 */
record Entry(
        Instant begun,
        Instant since,
        @Nullable Instant told,
        @Nullable Instant gone) {
    static Entry begun(Instant now, Instant since) {
        return new Entry(now, since, null, null);
    }

    Entry toldAt(Instant now) {
        return new Entry(begun, since, now, gone);
    }

    Entry back() {
        return new Entry(begun, since, told, null);
    }

    Entry goneSince(Instant time) {
        return new Entry(begun, since, told, time);
    }

    /** Returns it with no time in the future: the clock may have been set back, and nothing should wait for it. */
    Entry notAfter(Instant now) {
        return new Entry(
                earlier(begun, now),
                since,
                told == null ? null : earlier(told, now),
                gone == null ? null : earlier(gone, now));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
