package io.cammanager.backup.daemon.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server of a fake daemon on a free port, and ways to ask it. */
public final class TestServer implements AutoCloseable {
    public static final String TOKEN = "correct-horse-battery";

    public final FakeControl control = new FakeControl();
    public volatile boolean jobsAlive = true;
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(@Nullable String token, Limits limits) {
        WebConfig config = new WebConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                token == null ? null : Secret.of(token),
                Set.of("backup-daemon"));
        server = WebServer.start(
                config,
                new WebSources(control, () -> jobsAlive, new Metrics(), Clock.fixed(FakeControl.NOW, ZoneOffset.UTC)),
                limits);
    }

    public static TestServer open() {
        return new TestServer(null, Limits.DEFAULT);
    }

    public static TestServer guarded() {
        return new TestServer(TOKEN, Limits.DEFAULT);
    }

    static TestServer limited(Limits limits) {
        return new TestServer(null, limits);
    }

    /** Returns where it answers, as {@code HTTP_BIND} has it. */
    public String bind() {
        return "127.0.0.1:" + server.address().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> postJob(String body) throws Exception {
        return post("/api/v1/jobs", body, "Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    /** Sends these very bytes, with CRLF for each line break, and returns all that comes back. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Metrics implements MetricsPage {
        @Override
        public String contentType(@Nullable String accept) {
            return "text/plain; version=0.0.4; charset=utf-8";
        }

        @Override
        public byte[] render(@Nullable String accept) {
            return "cctv_backup_build_info 1\n".getBytes(UTF_8);
        }
    }
}
