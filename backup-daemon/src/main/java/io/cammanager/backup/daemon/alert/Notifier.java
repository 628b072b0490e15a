package io.cammanager.backup.daemon.alert;

import java.io.IOException;

/** One way to reach people. */
interface Notifier {
    /**
     * Sends a message, and returns when the other side took it. May take minutes; used by one thread at a time.
     *
     * @throws IOException when it could not be sent; its message says why, and never where to
     */
    void send(Notification notification) throws IOException;
}
