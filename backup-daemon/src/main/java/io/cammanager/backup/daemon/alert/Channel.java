package io.cammanager.backup.daemon.alert;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way to reach people that may fail without disturbing anyone: it is logged when it begins to fail, and when that ends. */
final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final String name;
    private final Notifier notifier;
    private boolean failing;

    /**
     * Makes one.
     *
     * @param name what it is, and its host at most: the rest of an address may be secret
     */
    Channel(String name, Notifier notifier) {
        this.name = name;
        this.notifier = notifier;
    }

    String name() {
        return name;
    }

    Notifier notifier() {
        return notifier;
    }

    /** Returns whether the message was taken. */
    boolean deliver(Notification notification) {
        return attempt(() -> notifier.send(notification));
    }

    /** Returns whether it worked. */
    boolean attempt(Tries.Try work) {
        try {
            work.run();
            if (failing) {
                LOG.info("{}: messages go out again", name);
            }
            failing = false;
            return true;
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // its message may hold the address
            failed(e.getClass().getSimpleName());
        }
        return false;
    }

    private void failed(String reason) {
        if (failing) {
            LOG.debug("{}: {}", name, reason);
        } else {
            LOG.warn("{}: a message could not be sent: {}", name, reason);
        }
        failing = true;
    }
}
