package io.cammanager.backup.testkit;

import com.google.common.base.Strings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Records every request that reaches the server, before the first byte of its answer leaves: who has the answer finds the
 * request in the log.
 */
final class LoggingHandler extends Handler.Wrapper {
    private final RequestLog log;
    private final Clock clock;

    LoggingHandler(Handler handler, RequestLog log, Clock clock) {
        super(handler);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var entry = new Entry(request, response);
        return super.handle(request, entry, Callback.from(entry::record, callback));
    }

    private final class Entry extends Response.Wrapper {
        private final AtomicBoolean recorded = new AtomicBoolean();

        Entry(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            record();
            super.write(last, content, callback);
        }

        void record() {
            if (recorded.compareAndSet(false, true)) {
                var uri = getRequest().getHttpURI();
                log.add(new LoggedRequest(
                        clock.instant(),
                        getRequest().getMethod(),
                        Strings.nullToEmpty(uri.getPath()),
                        Strings.nullToEmpty(uri.getQuery()),
                        getStatus() == 0 ? 200 : getStatus())); // Jetty fills in the status that nobody set
            }
        }
    }
}
