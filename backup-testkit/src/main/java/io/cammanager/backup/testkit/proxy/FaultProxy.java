package io.cammanager.backup.testkit.proxy;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of an S3 server, on the loopback interface. Every byte goes on as it came, the {@code Host} included, so
 * that signatures stay right; the first rule whose match and occasion fit a request does something else to it. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private final ProxyContext context;
    private final ServerSocket listener;
    private final @Nullable SSLContext tls;
    private final ExecutorService threads = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
            .setNameFormat("fault-proxy-%d")
            .setDaemon(true)
            .build());

    private FaultProxy(Builder options) throws IOException {
        this.context = new ProxyContext(options.options(), ProxyLog.open(options.logFile));
        this.tls = options.tls;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    /** Begins the settings of a proxy in front of this server, {@code http://HOST:PORT}. */
    public static Builder to(URI server) {
        return new Builder(server);
    }

    /** Returns where clients are to go, by the number of the loopback address. */
    public URI endpoint() {
        return endpoint("127.0.0.1");
    }

    /** Returns where clients are to go, by a name for the loopback address such as {@code localhost}. */
    public URI endpoint(String host) {
        return URI.create((tls == null ? "http://" : "https://") + host + ":" + listener.getLocalPort());
    }

    /** Adds a rule, to be asked after those that are there. */
    @CanIgnoreReturnValue
    public ArmedRule add(Match match, Occasion occasion, Fault fault) {
        ArmedRule rule = new ArmedRule(match, occasion, fault);
        context.arm(rule);
        return rule;
    }

    /** Lets each request that matches wait, before any of it goes on, until the rule is released. */
    public ArmedRule hold(Match match) {
        return add(match, Occasion.always(), Fault.stall(Fault.Side.REQUEST, Position.BEFORE_HEAD));
    }

    /** Removes all rules; what they hold goes on. */
    public void clearRules() {
        context.disarm();
    }

    /** Returns what came by since the start or the last {@link #clearLog}, in the order of the ends. */
    public List<ProxiedRequest> log() {
        return context.log().requests();
    }

    /** Forgets what came by so far; a log file keeps it. */
    public void clearLog() {
        context.log().clear();
    }

    /**
     * Sends once more, and in their order, all requests that a rule kept ({@link Fault.Keep}).
     *
     * @return the status of each answer
     */
    public List<Integer> replay() throws IOException {
        return context.replay();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void serve(Socket socket) {
        try {
            Peer client = new Peer(socket, tls == null ? socket : secured(socket, tls));
            context.remember(client);
            try (Connection connection = new Connection(context, client)) {
                connection.serve();
            } finally {
                context.forget(client);
            }
        } catch (IOException e) {
            // One side has gone, and the other one is told by the end of its own connection.
        }
    }

    private static Socket secured(Socket socket, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    /** Cuts all connections and lets go what is held. */
    @Override
    public void close() {
        clearRules();
        threads.shutdownNow();
        context.cutAll();
        try {
            listener.close();
            context.log().close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the proxy", e);
        }
    }

    /** What is shared with all connections. */
    record Options(URI server, Clock clock, Sleeper sleeper) {}

    /** How a proxy is to run. By default: plain HTTP, the log only in memory. */
    public static final class Builder {
        private final URI server;
        private @Nullable SSLContext tls;
        private @Nullable Path logFile;
        private Sleeper sleeper = Sleeper.system();
        private Clock clock = Clock.systemUTC();

        private Builder(URI server) {
            this.server = server;
        }

        /** Speaks TLS with clients, under the certificate in this context . */
        @CanIgnoreReturnValue
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        /** Also appends every request to this file, as JSON lines. */
        @CanIgnoreReturnValue
        public Builder logFile(Path file) {
            logFile = file;
            return this;
        }

        /** Tells the time of the log, and waits where a fault is to be slow. */
        @CanIgnoreReturnValue
        public Builder time(Clock newClock, Sleeper newSleeper) {
            clock = newClock;
            sleeper = newSleeper;
            return this;
        }

        private Options options() {
            return new Options(server, clock, sleeper);
        }

        /** Starts the proxy; it listens when this returns. */
        public FaultProxy start() {
            try {
                FaultProxy proxy = new FaultProxy(this);
                proxy.threads.execute(proxy::accept);
                return proxy;
            } catch (IOException e) {
                throw new UncheckedIOException("could not start the proxy", e);
            }
        }
    }
}
