package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to, in that order, and remembers what it was asked. */
final class CannedServer implements AutoCloseable {
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What was asked. */
    record Asked(String method, URI uri, Map<String, List<String>> headers, String body) {
        @Nullable String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What to answer; {@code length} may promise more than there is in {@code body}. */
    record Answer(int status, Map<String, String> headers, String body, long length) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, body.length());
        }

        static Answer error(int status, String code) {
            return of(status, "<Error><Code>" + code + "</Code><Message>Words.</Message></Error>");
        }

        Answer with(Map<String, String> more) {
            return new Answer(status, more, body, length);
        }
    }

    CannedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    List<Asked> asked() {
        return ImmutableList.copyOf(asked);
    }

    int port() {
        return server.getAddress().getPort();
    }

    S3Config.Builder config() {
        return S3Config.builder("recordings")
                .endpoint(URI.create("http://127.0.0.1:" + port()))
                .credentials(Secret.of("the-key"), Secret.of("the-secret"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
            Answer answer = answers.remove();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bare = exchange.getRequestMethod().equals("HEAD") || answer.length() == 0;
            exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.length());
            if (!bare) {
                exchange.getResponseBody().write(answer.body().getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
