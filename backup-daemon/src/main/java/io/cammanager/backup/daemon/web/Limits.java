package io.cammanager.backup.daemon.web;

import java.time.Duration;

/**
 * How much of the daemon a client can take up.
 *
 * @param bodyBytes the longest body of a request
 * @param headerBytes the longest request line and headers together
 * @param connections open at once; more wait to be accepted
 * @param exchange from the opening of a connection to the end of its answer; an event stream is exempt once it has begun
 * @param idle without a byte in or out
 * @param heartbeat of an event stream that has nothing to say; less than {@code idle}
 * @param eventClients event streams at once
 * @param eventQueue events that wait for a client before it counts as too slow
 */
record Limits(
        int bodyBytes,
        int headerBytes,
        int connections,
        Duration exchange,
        Duration idle,
        Duration heartbeat,
        int eventClients,
        int eventQueue) {
    static final Limits DEFAULT = new Limits(
            16 << 10, 8 << 10, 64, Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(10), 16, 4096);

    Limits withExchange(Duration value) {
        return new Limits(bodyBytes, headerBytes, connections, value, idle, heartbeat, eventClients, eventQueue);
    }

    Limits withEventQueue(int value) {
        return new Limits(bodyBytes, headerBytes, connections, exchange, idle, heartbeat, eventClients, value);
    }
}
