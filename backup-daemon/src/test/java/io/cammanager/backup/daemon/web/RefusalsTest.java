package io.cammanager.backup.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.daemon.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RefusalsTest {
    private static final String JOB = "{\"kind\":\"sync\"}";

    private final TestServer server = TestServer.open();
    private final TestServer guarded = TestServer.guarded();

    @AfterEach
    void stop() {
        server.close();
        guarded.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/metrics",
                "/api/v1/status",
                "/api/v1/openapi.yaml",
                "/nothing/here",
                "/",
                "/api/v1/jobs",
                "/api/v1/runs?limit=x"
            })
    void everyAnswerIsSafeToLookAtAndSaysNothingOfTheServer(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.headers().map())
                .doesNotContainKeys("server", "Server", "x-powered-by", "X-Powered-By", "set-cookie");
        assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/API/V1/status",
                "/api/v1/runs/a/b",
                "//etc/passwd",
                "/api/v1/..;/status",
                "/api/v1/runs/..%2f..%2fstatus",
                "/api/v1/runs/%0a",
                "/health/"
            })
    void knowsNoOtherPath(String path) throws Exception {
        String answer = server.raw("GET " + path + " HTTP/1.1\nHost: localhost\n\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith(Refusal.of(404).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8484", "localhost.evil.example", "localhost@evil.example"})
    void isNotAskedByAnotherName(String host) throws Exception {
        String answer = server.raw("GET /api/v1/status HTTP/1.1\nHost: " + host + "\n\n");

        assertThat(answer).doesNotContain("evil", "phase");
        assertThat(answer).startsWith(host.contains("@") ? "HTTP/1.1 400 " : "HTTP/1.1 421 ");
        assertThat(answer).contains("frame-ancestors 'none'", "application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "127.0.0.1:8484",
                "[::1]:8484",
                "[::1]",
                "172.18.0.2",
                "Backup-Daemon:80"
            })
    void isAskedByItsNamesAndByAddress(String host) throws Exception {
        assertThat(server.raw("GET /api/v1/status HTTP/1.1\nHost: " + host + "\n\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void isNotFooledByAnAbsoluteAddressInTheRequest() throws Exception {
        assertThat(server.raw("GET http://evil.example/api/v1/status HTTP/1.1\nHost: localhost\n\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("phase", "evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void asksForTheTokenEverywhereButForHealth(String method) throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(JOB);
        for (String path : new String[] {"/metrics", "/api/v1/status", "/api/v1/jobs", "/api/v1/openapi.yaml", "/x"}) {
            HttpResponse<String> answer = guarded.send(
                    guarded.request(path, "Content-Type", "application/json").method(method, body));

            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"backup-daemon\"");
            assertSafe(answer);
        }
        assertThat(guarded.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(guarded.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(guarded.get("/health/started").statusCode()).isEqualTo(200);
        assertThat(guarded.control.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer wrong-horse-battery",
                "Bearer correct-horse-batter",
                "Bearer correct-horse-batteryy",
                "Bearer CORRECT-HORSE-BATTERY",
                "Basic correct-horse-battery",
                "correct-horse-battery"
            })
    void letsNoOtherTokenIn(String authorization) throws Exception {
        assertThat(guarded.get("/api/v1/status", "Authorization", authorization).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsTheTokenIn() throws Exception {
        assertThat(guarded.get("/api/v1/status", "Authorization", "Bearer " + TestServer.TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(guarded.get("/metrics", "Authorization", "bearer " + TestServer.TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aHealthPathIsNoWayAroundTheToken() throws Exception {
        for (String path : new String[] {"/health/../api/v1/status", "/health/%2e%2e/metrics", "/health/..;/metrics"}) {
            assertThat(guarded.raw("GET " + path + " HTTP/1.1\nHost: localhost\n\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 40[14] .*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 202",
        "Sec-Fetch-Site, none, 202",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://192.168.1.7:8484, 403",
        "Origin, http://127.0.0.1:8484, 202",
        "Origin, http://backup-daemon, 202"
    })
    void takesNoJobOnBehalfOfAnotherSite(String header, String value, int status) throws Exception {
        HttpResponse<String> answer =
                server.post("/api/v1/jobs", JOB, "Content-Type", "application/json", header, value);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(server.control.requests()).hasSize(status == 202 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json"})
    void takesNoJobThatAFormCouldSend(String contentType) throws Exception {
        assertThat(server.post("/api/v1/jobs", JOB, "Content-Type", contentType).statusCode())
                .isEqualTo(415);
        assertThat(server.post("/api/v1/jobs", JOB).statusCode()).isEqualTo(415);
        assertThat(server.control.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"})
    void knowsNoOtherMethod(String method) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("/health/live").method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void saysWhenAPathTakesAnotherMethod() throws Exception {
        assertThat(server.get("/api/v1/jobs").statusCode()).isEqualTo(405);
        assertThat(server.post("/api/v1/status", JOB, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void takesNoBodyOfMoreThan16KiB() throws Exception {
        String fits = JOB + " ".repeat((16 << 10) - JOB.length());

        assertThat(server.postJob(fits).statusCode()).isEqualTo(202);
        assertThat(server.postJob(fits + " ").statusCode()).isEqualTo(413);
        HttpResponse<String> chunked = server.send(server.request("/api/v1/jobs", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertSafe(chunked);
    }

    @Test
    void takesNoLongHeaders() throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/status", "X-Long", "x".repeat(9000));

        assertThat(answer.statusCode()).isEqualTo(431);
        assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVIL\n\n", "GET /\u0001evil HTTP/1.1\nHost: localhost\n\n", "GET / HTTP/9.9evil\n\n"})
    void answersWhatIsNoHttpWithoutRepeatingIt(String request) throws Exception {
        String answer = server.raw(request);

        assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d .*").doesNotContainIgnoringCase("evil", "jetty", "<");
    }

    @Test
    void hangsUpOnAClientThatTakesTooLong() throws Exception {
        try (TestServer hasty = TestServer.limited(Limits.DEFAULT.withExchange(Duration.ofMillis(200)));
                Socket silent = hasty.connect();
                Socket half = hasty.connect();
                Socket waiting = hasty.connect()) {
            write(half, "GET /health/live HTTP/1.1\r\nHost: loc");
            write(
                    waiting,
                    "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{");

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(half.getInputStream().read()).isEqualTo(-1);
            waiting.getInputStream().readAllBytes();
            assertThat(hasty.control.requests()).isEmpty();
        }
    }

    @Test
    void answersOneRequestForEachConnection() throws Exception {
        String request = "GET /health/live HTTP/1.1\nHost: localhost\n\n";

        String answer = server.raw(request + request);

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Connection: close");
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void aDefectShowsNothingOfItself() throws Exception {
        server.control.onRequest(job -> {
            throw new IllegalStateException("secret of the machine");
        });

        HttpResponse<String> answer = server.postJob(JOB);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo(Refusal.of(500).body());
        assertSafe(answer);
    }

    @Test
    void listensOnlyForThisMachineUnlessThereIsAToken() throws Exception {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0);

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> new WebConfig(everywhere, null, Set.of()))
                .withMessage("HTTP_BIND (0.0.0.0) can be reached from other machines, so that API_TOKEN must be set:"
                        + " set it, or use 127.0.0.1")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
        assertThat(new WebConfig(everywhere, Secret.of(TestServer.TOKEN), Set.of()).toString())
                .doesNotContain(TestServer.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has spaces in its middle", "señor-of-the-rings-1"})
    void takesNoTokenThatIsGuessedOrCannotBeSent(String token) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> new WebConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Secret.of(token), Set.of()))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("API_TOKEN must be 16 or more"))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void saysWhenThePortIsTaken() {
        WebConfig taken = new WebConfig(server.server.address(), null, Set.of());
        WebSources sources = new WebSources(
                server.control,
                () -> true,
                new MetricsPage() {
                    @Override
                    public String contentType(@Nullable String accept) {
                        return "text/plain";
                    }

                    @Override
                    public byte[] render(@Nullable String accept) {
                        return new byte[0];
                    }
                },
                Clock.systemUTC());
        int before = server.control.listeners();

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> WebServer.start(taken, sources))
                .withMessageStartingWith(
                        "HTTP_BIND (127.0.0.1:" + server.server.address().getPort() + ") cannot be used");
        assertThat(server.control.listeners()).isEqualTo(before);
    }

    private static void write(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void assertSafe(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        if (answer.statusCode() >= 400 && !answer.uri().getPath().startsWith("/health")) {
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
            assertThat(JsonObject.parse(answer.body()).number("status")).isEqualTo(answer.statusCode());
        }
    }
}
