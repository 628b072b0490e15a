package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on this machine that takes whatever is posted to it, and answers what it was told to, else 200. */
final class Sink implements AutoCloseable {
    final List<Taken> taken = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Deque<Integer> answers = new ArrayDeque<>();

    /** What was posted. */
    record Taken(String path, Headers headers, String body) {
        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    Sink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    Sink answering(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
        return this;
    }

    Secret url(String pathAndQuery) {
        return url("", pathAndQuery);
    }

    Secret url(String user, String pathAndQuery) {
        return Secret.of("http://" + user + "127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            taken.add(new Taken(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            int status = answers.isEmpty() ? 200 : answers.remove();
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
