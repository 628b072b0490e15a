package io.cammanager.backup.daemon.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose one exchange takes too long. An idle timeout does not do: a byte now and then is enough to keep a
 * connection, and a thread, for ever.
 */
final class Deadlines implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration exchange;
    private final Map<Connection, Scheduler.Task> tasks = new ConcurrentHashMap<>();

    Deadlines(Scheduler scheduler, Duration exchange) {
        this.scheduler = scheduler;
        this.exchange = exchange;
    }

    @Override
    public void onOpened(Connection connection) {
        tasks.put(
                connection,
                scheduler.schedule(() -> connection.getEndPoint().close(), exchange.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void onClosed(Connection connection) {
        lift(connection);
    }

    /** Lets the connection take its time from now on. */
    void lift(Connection connection) {
        Scheduler.Task task = tasks.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }
}
