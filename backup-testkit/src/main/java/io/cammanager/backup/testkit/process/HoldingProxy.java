package io.cammanager.backup.testkit.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes bytes between a client and a server, until a request begins in a certain way: that one waits. */
public final class HoldingProxy implements AutoCloseable {
    private final URI server;
    private final String held;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Starts the proxy. {@code held} is how the request begins that is to be held. */
    public HoldingProxy(URI server, String held) throws IOException {
        this.server = server;
        this.held = held;
        threads.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Waits until a request is held. */
    public void awaitHolding() throws InterruptedException {
        holding.await();
    }

    /** Passes on what is held, and all that comes. */
    public void release() {
        released.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                sockets.add(client);
                sockets.add(upstream);
                threads.execute(() -> pass(client, upstream));
                threads.execute(() -> pass(upstream, client));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (new String(buffer, 0, Math.min(count, held.length()), ISO_8859_1).equals(held)) {
                    holding.countDown();
                    released.await();
                }
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone; the other one notices by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the proxy was closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
