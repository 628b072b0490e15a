package io.cammanager.backup.daemon.alert;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What counts as wrong, and who is told.
 *
 * @param host the name of this machine, so that the messages of several can be told apart
 * @param locale English or Spanish
 */
public record AlertConfig(Thresholds thresholds, Channels channels, String host, Locale locale) {
    /**
     * What counts as wrong.
     *
     * @param interval from one sync to the next; more than 0
     * @param minAge the settle time of a file; 0 or more
     * @param silentAfter a camera without a new recording for so long is silent; more than 0
     * @param diskFree the bytes that should be free, of the bytes of the disk
     * @param intervals from one run to the next, of the kinds beside syncs and verifications that are scheduled
     */
    public record Thresholds(
            Duration interval,
            Duration minAge,
            Duration silentAfter,
            LongUnaryOperator diskFree,
            Map<RunRecord.Kind, Duration> intervals) {
        public Thresholds {
            intervals = ImmutableMap.copyOf(intervals);
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("interval (" + interval + ") must be more than 0");
            }
            if (silentAfter.isNegative() || silentAfter.isZero()) {
                throw new IllegalArgumentException("silentAfter (" + silentAfter + ") must be more than 0");
            }
            if (minAge.isNegative()) {
                throw new IllegalArgumentException("minAge (" + minAge + ") must not be negative");
            }
        }

        /** Returns how long a sync may fail before it is told: one may well, two have not been luck. */
        Duration patience() {
            return interval.multipliedBy(2);
        }

        /** Returns how long a recording may wait for its backup. */
        Duration overdue() {
            return patience().plus(minAge);
        }
    }

    /** Who is told; each null for nobody. The addresses are secret, since a token may be in them. */
    public record Channels(
            @Nullable Email email,
            @Nullable Secret slackUrl,
            @Nullable Webhook webhook,
            @Nullable Secret ntfyUrl,
            @Nullable Secret pingUrl) {
        public static final Channels NONE = new Channels(null, null, null, null, null);
    }

    /**
     * By mail.
     *
     * @param server {@code smtp://user:password@host:port} or {@code smtps://…}; user, password and port may be missing
     * @param to at least one address
     */
    public record Email(Secret server, List<String> to, String from) {
        public Email {
            to = ImmutableList.copyOf(to);
            if (to.isEmpty()) {
                throw new IllegalArgumentException("to must hold an address");
            }
        }
    }

    /**
     * By POST.
     *
     * @param key signs each message; null for none
     */
    public record Webhook(Secret url, @Nullable Secret key) {}
}
