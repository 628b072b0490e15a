package io.cammanager.backup.testkit.proxy;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a proxy does to a request instead of only passing it on. */
public sealed interface Fault {
    /** Which of the two bodies. */
    enum Side {
        REQUEST,
        RESPONSE
    }

    /** What can happen at a byte of a body. */
    enum Event {
        /** Both connections are reset. */
        RESET,
        /** No further byte goes on, and the connection ends in good order. */
        HALF_CLOSE,
        /** Nothing goes on until {@link ArmedRule#release} or the end of the proxy. */
        STALL,
        /** The lowest bit of the byte is turned. */
        FLIP,
        /** The answer ends here, and its {@code Content-Length} says so. Only of a response. */
        SHORTEN
    }

    /** Whether the server gets the request. */
    enum Forward {
        /** It never hears of it. */
        NEVER,
        /** It does it, and its answer is lost. */
        FIRST
    }

    /** In which way the proxy does not speak HTTP as its partner would like. */
    enum Manner {
        /** The answer is one of HTTP/1.0 without chunks, and the connection ends after it. */
        HTTP_1_0,
        /** The connection is closed after the answer, as the answer says. */
        CLOSE,
        /** A client that waits to be told to go on is not told. */
        NO_CONTINUE
    }

    /** An answer of the proxy's own. */
    record Answer(int status, Map<String, String> headers, String body, Forward forward) implements Fault {
        public Answer {
            headers = ImmutableMap.copyOf(headers);
        }

        /** Returns the same answer with one header more, such as {@code Retry-After}. */
        public Answer with(String name, String value) {
            Map<String, String> more = ImmutableMap.<String, String>builder()
                    .putAll(headers)
                    .put(name, value)
                    .buildKeepingLast();
            return new Answer(status, more, body, forward);
        }

        @Override
        public String toString() {
            return (forward == Forward.FIRST ? "answer lost, " : "answer ") + status;
        }
    }

    /** An answer of 200 whose body is a head, a piece that is repeated, and nothing else: what is large or has no end. */
    record Flood(String head, String piece, long repetitions) implements Fault {}

    /** A 200 for an upload that is thrown away, with the ETag that it should have had. */
    record BlackHole() implements Fault {}

    /** Something at a byte of a body. */
    record AtByte(Side side, Position position, Event event) implements Fault {}

    /** Other headers in the answer; null removes one. */
    record Header(String name, UnaryOperator<@Nullable String> change) implements Fault {}

    /** Another body in the answer, whose length then fits. */
    record Rewrite(String name, UnaryOperator<String> change) implements Fault {}

    /** The request is kept, to be sent once more by {@link FaultProxy#replay}; what is kept late is answered with a 500. */
    record Keep(Forward forward) implements Fault {}

    /** Waits, and then is slow in both directions; a rate of 0 is no limit. */
    record Slow(Duration latency, long bytesPerSecond) implements Fault {}

    /** Another manner of speaking HTTP. */
    record Speak(Manner manner) implements Fault {}

    /** Returns a refusal as S3 words it; the server hears of nothing. */
    static Answer error(int status, String code) {
        return new Answer(status, S3Xml.HEADERS, S3Xml.error(code), Forward.NEVER);
    }

    /** Returns a refusal of what the server has in truth done. */
    static Answer errorAfter(int status, String code) {
        return new Answer(status, S3Xml.HEADERS, S3Xml.error(code), Forward.FIRST);
    }

    static Answer slowDown(long retryAfterSeconds) {
        return error(503, "SlowDown").with("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** Returns any answer instead of the server's, which hears of nothing. */
    static Answer answer(int status, String body) {
        return new Answer(status, S3Xml.HEADERS, body, Forward.NEVER);
    }

    static Answer redirect(int status, String location) {
        return error(status, "TemporaryRedirect").with("Location", location);
    }

    static Fault flip(Side side, Position position) {
        return new AtByte(side, position, Event.FLIP);
    }

    static Fault reset(Side side, Position position) {
        return new AtByte(side, position, Event.RESET);
    }

    static Fault halfClose(Side side, Position position) {
        return new AtByte(side, position, Event.HALF_CLOSE);
    }

    static Fault stall(Side side, Position position) {
        return new AtByte(side, position, Event.STALL);
    }

    /** Returns an answer that is too short by its own account. */
    static Fault truncate(Position position) {
        return new AtByte(Side.RESPONSE, position, Event.HALF_CLOSE);
    }

    /** Returns an answer that is too short, and claims to be whole. */
    static Fault shorten(Position position) {
        return new AtByte(Side.RESPONSE, position, Event.SHORTEN);
    }

    static Fault header(String name, String value) {
        return new Header(name, old -> value);
    }
}
