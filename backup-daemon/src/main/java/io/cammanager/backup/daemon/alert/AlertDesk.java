package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.ExitCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what is wrong, and tells what is due. Used by one thread. */
final class AlertDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);

    private final AlertRules rules;
    private final AlertBook book;
    private final AlertTexts texts;
    private final Switchboard switchboard;

    AlertDesk(AlertRules rules, AlertBook book, AlertTexts texts, Switchboard switchboard) {
        this.rules = rules;
        this.book = book;
        this.texts = texts;
        this.switchboard = switchboard;
    }

    /** Goes by the facts; a message that no channel takes is tried again at the next look. */
    void look(Facts facts) {
        Instant now = facts.now();
        for (List<Due> group : grouped(book.look(rules.look(facts)))) {
            Notification notification = texts.of(group, now);
            if (deliver(notification)) {
                log(notification);
                book.told(group, now);
            }
        }
    }

    /** A switch that dies silences many cameras, and that is one message. */
    private static List<List<Due>> grouped(List<Due> due) {
        Map<String, List<Due>> groups = new LinkedHashMap<>();
        for (Due each : due) {
            groups.computeIfAbsent(each.event() + " " + each.alert().kind(), key -> new ArrayList<>())
                    .add(each);
        }
        return List.copyOf(groups.values());
    }

    /** Without any channel the log is the one. */
    private boolean deliver(Notification notification) {
        boolean delivered = switchboard.messages().isEmpty();
        for (Channel channel : switchboard.messages()) {
            delivered |= channel.deliver(notification);
        }
        return delivered;
    }

    private static void log(Notification notification) {
        if (notification.event() == Event.ENDED) {
            LOG.info("{}", notification.subject());
        } else {
            LOG.warn("{}", notification.subject());
        }
    }

    void syncStarted() {
        ping(PingNotifier::started);
    }

    void syncEnded(ExitCode exitCode) {
        ping(pings -> pings.ended(exitCode));
    }

    private void ping(Ping ping) {
        @Nullable Channel channel = switchboard.ping();
        if (channel != null && channel.notifier() instanceof PingNotifier pings) {
            channel.attempt(() -> ping.send(pings));
        }
    }

    /** What is pinged. */
    private interface Ping {
        void send(PingNotifier pings) throws IOException;
    }
}
