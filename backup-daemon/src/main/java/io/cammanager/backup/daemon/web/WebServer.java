package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.daemon.control.DaemonControl.Subscription;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * The daemon's port. It serves until it is closed, on daemon threads of its own, and never waits for a job or for the store.
 * Every connection carries one exchange, which has a limit in time.
 */
public final class WebServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final EventHub hub;
    private final Javalin application;
    private final List<Subscription> subscriptions;

    private WebServer(WebConfig config, WebSources sources, Limits limits) {
        this.hub = new EventHub(limits, sources.clock());
        JobBook book = new JobBook();
        this.server = new Server(threads(limits), new ScheduledExecutorScheduler("web-timer", true), null);
        Deadlines deadlines = new Deadlines(server.getScheduler(), limits.exchange());
        this.connector = connector(config, limits, deadlines);
        this.application = new Routes(sources, book, new EventStream(hub, limits, deadlines), limits).application();
        ServletContextHandler servlets = new ServletContextHandler("/");
        servlets.addServlet(new ServletHolder(application.javalinServlet()), "/*");
        Answers answers = new Answers();
        servlets.setErrorHandler(answers);
        server.setErrorHandler(answers);
        server.setHandler(new Gate(config, servlets));
        this.subscriptions =
                List.of(sources.control().subscribe(book), sources.control().subscribe(hub));
    }

    /**
     * Opens the port.
     *
     * @throws BackupException with {@link ExitCode#USAGE} when the address cannot be used
     */
    public static WebServer start(WebConfig config, WebSources sources) {
        return start(config, sources, Limits.DEFAULT);
    }

    static WebServer start(WebConfig config, WebSources sources, Limits limits) {
        WebServer server = new WebServer(config, sources, limits);
        try {
            server.server.start();
            return server;
        } catch (IOException e) {
            server.close();
            throw new BackupException(
                    ExitCode.USAGE,
                    "HTTP_BIND (" + config.bind().getHostString() + ":"
                            + config.bind().getPort() + ") cannot be used, perhaps since another program has it: "
                            + e.getMessage(),
                    e);
        } catch (Exception e) { // Jetty declares no less
            server.close();
            throw new IllegalStateException("the web server did not start", e);
        }
    }

    /** Returns the address that it listens on. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Closes the port and every connection; may be called more than once. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        hub.close();
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no less
            throw new IllegalStateException("the web server did not stop", e);
        }
    }

    Javalin application() {
        return application;
    }

    EventHub hub() {
        return hub;
    }

    private ServerConnector connector(WebConfig config, Limits limits, Deadlines deadlines) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setPersistentConnectionsEnabled(false);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setUriCompliance(
                UriCompliance.UNSAFE); // so that the gate sees such paths, and refuses them as it does others
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.bind().getAddress().getHostAddress());
        connector.setPort(config.bind().getPort());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.addBean(deadlines);
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.addConnector(connector);
        return connector;
    }

    /** One for every connection that may be open, and Jetty's own few. */
    private static QueuedThreadPool threads(Limits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.connections() + 8, 4);
        threads.setName("web");
        threads.setDaemon(true);
        return threads;
    }
}
