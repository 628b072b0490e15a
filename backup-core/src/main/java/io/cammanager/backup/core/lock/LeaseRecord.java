package io.cammanager.backup.core.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a lease says. It is one line of JSON, always with the same members in the same order; anything else is not
 * understood.
 *
 * @param epoch one more for each holder; 1 for the first
 * @param nonce new with each write, so that no two writes are alike
 * @param ttl how long it lasts without another write
 * @param since when it was taken, by the clock of its holder; for messages only
 */
record LeaseRecord(long epoch, LeaseHolder holder, UUID nonce, Duration ttl, Instant since, State state) {
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern TEXT = Pattern.compile("\\{\"format\":1,\"epoch\":(\\d{1,18}),\"holder\":\"" + ID
            + "\",\"nonce\":\"" + ID + "\",\"host\":\"([A-Za-z0-9._:-]{1,253})\",\"pid\":(\\d{1,18}),"
            + "\"ttl_ms\":(\\d{1,6}),\"since\":\"([^\"\\\\]{1,40})\",\"state\":\"(held|released)\"}\n?");

    enum State {
        HELD("held"),
        RELEASED("released");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    /** Returns what another program, or a later version of this one, has left there: held by nobody knows whom. */
    static LeaseRecord notUnderstood(Instant now) {
        // Times are far above any number that was counted up to, so that epochs go on rising.
        return new LeaseRecord(
                now.toEpochMilli(),
                new LeaseHolder(new UUID(0, 0), "an unknown host", 0),
                new UUID(0, 0),
                LeaseTiming.USUAL,
                now,
                State.HELD);
    }

    static Optional<LeaseRecord> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration ttl = Duration.ofMillis(Long.parseLong(matcher.group(6)));
        if (ttl.isZero() || ttl.compareTo(LeaseTiming.LONGEST) > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LeaseRecord(
                    Long.parseLong(matcher.group(1)),
                    new LeaseHolder(
                            UUID.fromString(matcher.group(2)), matcher.group(4), Long.parseLong(matcher.group(5))),
                    UUID.fromString(matcher.group(3)),
                    ttl,
                    Instant.parse(matcher.group(7)),
                    matcher.group(8).equals(State.HELD.word) ? State.HELD : State.RELEASED));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String format() {
        return "{\"format\":1,\"epoch\":" + epoch + ",\"holder\":\"" + holder.id() + "\",\"nonce\":\"" + nonce
                + "\",\"host\":\"" + holder.host() + "\",\"pid\":" + holder.pid() + ",\"ttl_ms\":" + ttl.toMillis()
                + ",\"since\":\"" + since + "\",\"state\":\"" + state.word + "\"}\n";
    }

    LeaseRecord with(UUID newNonce, State newState) {
        return new LeaseRecord(epoch, holder, newNonce, ttl, since, newState);
    }

    /** Returns the words for messages. */
    String words() {
        return holder.words() + " since " + since;
    }
}
