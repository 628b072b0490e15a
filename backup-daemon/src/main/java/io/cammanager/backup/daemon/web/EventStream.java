package io.cammanager.backup.daemon.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;

/**
 * Answers with what happens from now on, as server-sent events. Each stream keeps the thread of its request; there are few of
 * them, and a write that is stuck then harms nobody else.
 */
final class EventStream {
    private final EventHub hub;
    private final Limits limits;
    private final Deadlines deadlines;

    EventStream(EventHub hub, Limits limits, Deadlines deadlines) {
        this.hub = hub;
        this.limits = limits;
        this.deadlines = deadlines;
    }

    /** Returns when the client has gone or is cut off. */
    void answer(Context context) {
        Connection connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection();
        EventQueue client = hub.open(() -> connection.getEndPoint().close())
                .orElseThrow(() -> new Refusal.Thrown(
                        503,
                        "there are " + limits.eventClients()
                                + " event streams already, which is as many as the daemon serves"));
        deadlines.lift(connection);
        try {
            stream(context, client);
        } catch (IOException e) {
            // the client has gone, or was cut off: there is nobody left to tell
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        } finally {
            hub.leave(client);
            connection.getEndPoint().close();
        }
    }

    private void stream(Context context, EventQueue client) throws IOException, InterruptedException {
        context.res().setContentType("text/event-stream");
        context.res().setCharacterEncoding("UTF-8");
        OutputStream out = context.res().getOutputStream();
        // Tells the client at once that from here on it misses nothing.
        for (String events = EventText.HEARTBEAT; events != null; events = client.next(limits.heartbeat())) {
            out.write((events.isEmpty() ? EventText.HEARTBEAT : events).getBytes(US_ASCII));
            out.flush();
        }
    }
}
