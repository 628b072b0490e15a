package io.cammanager.backup.testkit.proxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** One end of a connection: the bytes, and the socket that can be torn. */
final class Peer implements Closeable {
    private final Socket raw;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Makes the end. {@code socket} is {@code raw}, or the TLS on top of it. */
    Peer(Socket raw, Socket socket) throws IOException {
        this.raw = raw;
        this.socket = socket;
        raw.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    static Peer connect(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        return new Peer(socket, socket);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Says that no more will be sent, and leaves the other direction open. */
    void shutdownOutput() throws IOException {
        out.flush();
        if (socket instanceof SSLSocket tls) {
            tls.shutdownOutput();
        } else {
            socket.shutdownOutput();
        }
    }

    /** Breaks the connection off as a machine does that has crashed. */
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }

    /** Cuts off whoever reads or writes here, from another thread. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }
}
