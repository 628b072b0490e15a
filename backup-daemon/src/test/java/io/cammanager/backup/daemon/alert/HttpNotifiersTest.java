package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.daemon.FakeTime;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpNotifiersTest {
    private final FakeTime time = new FakeTime();
    private final HttpSender sender = new HttpSender(HttpSender.client(), new Tries(time));
    private Sink sink;

    @BeforeEach
    void open() throws IOException {
        sink = new Sink();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private WebAddress address(String path) {
        return WebAddress.of("TEST_URL", sink.url(path));
    }

    private static Notification notification(String subject, String body) {
        return new Notification(
                Event.BEGAN,
                "camera_silent",
                Severity.CRITICAL,
                subject,
                body,
                List.of("a\"b\n"),
                Instant.parse("2026-03-01T06:00:00Z"),
                FakeTime.START,
                "nvr-1");
    }

    @Test
    void slackTakesNoMarkupFromNames() throws IOException {
        new SlackNotifier(address("/services/T0/B0/x"), sender)
                .send(notification("<!channel> & <@U123>", "cámara \"x\"\n<http://evil|click>"));

        assertThat(sink.taken).singleElement().satisfies(taken -> {
            assertThat(taken.path()).isEqualTo("/services/T0/B0/x");
            assertThat(taken.body())
                    .isEqualTo("{\"text\":\"&lt;!channel&gt; &amp; &lt;@U123&gt;\\ncámara \\\"x\\\"\\n"
                            + "&lt;http://evil|click&gt;\"}");
        });
    }

    @Test
    void webhookIsJsonSignedWithItsTime() throws IOException {
        new WebhookNotifier(address("/hook?token=1"), Secret.of("kéy"), sender, time).send(notification("s", "m"));

        Sink.Taken taken = sink.taken.get(0);
        assertThat(taken.path()).isEqualTo("/hook?token=1");
        assertThat(taken.body())
                .isEqualTo("{\"event\":\"alert\",\"alert\":\"camera_silent\",\"severity\":\"critical\","
                        + "\"host\":\"nvr-1\",\"subject\":\"s\",\"message\":\"m\",\"at\":\"2026-03-01T08:00:00Z\","
                        + "\"since\":\"2026-03-01T06:00:00Z\",\"cameras\":[\"a\\\"b\\n\"]}");
        assertThat(taken.header("X-Timestamp")).isEqualTo("1772352000");
        assertThat(taken.header("X-Signature-256"))
                .isEqualTo("sha256="
                        + Hashing.hmacSha256("kéy".getBytes(UTF_8)).hashString("1772352000." + taken.body(), UTF_8));
    }

    @Test
    void eachTryOfAWebhookIsSignedAnew() throws IOException {
        sink.answering(503, 200);

        new WebhookNotifier(address("/"), Secret.of("key"), sender, time).send(notification("s", "m"));

        assertThat(sink.taken)
                .extracting(taken -> taken.header("X-Timestamp"))
                .containsExactly("1772352000", "1772352001");
    }

    @Test
    void webhookWithoutAKeyIsNotSigned() throws IOException {
        new WebhookNotifier(address("/"), null, sender, time).send(notification("s", "m"));

        assertThat(sink.taken.get(0).headers().keySet()).doesNotContain("X-signature-256", "X-timestamp");
    }

    @Test
    void ntfyTitlesOutsideAsciiAreEncoded() throws IOException {
        NtfyNotifier ntfy = new NtfyNotifier(address("/topic"), sender);

        ntfy.send(notification("cámara", "líneas\ndos"));
        ntfy.send(notification("plain", "x"));

        assertThat(sink.taken)
                .extracting(taken -> taken.header("Title"))
                .containsExactly(
                        "=?UTF-8?B?" + Base64.getEncoder().encodeToString("cámara".getBytes(UTF_8)) + "?=", "plain");
        assertThat(sink.taken.get(0).body()).isEqualTo("líneas\ndos");
        assertThat(sink.taken.get(0).header("Priority")).isEqualTo("5");
        assertThat(sink.taken.get(0).header("Tags")).isEqualTo("rotating_light");
    }

    @Test
    void ntfyBodiesStayMessages() {
        assertThat(NtfyNotifier.shortened("á".repeat(4000)).getBytes(UTF_8)).hasSize(4096);
        assertThat(NtfyNotifier.shortened("😀".repeat(1025))).isEqualTo("😀".repeat(1024));
        assertThat(NtfyNotifier.shortened("short")).isEqualTo("short");
    }

    @Test
    void pingsTellTheExitCode() throws IOException {
        PingNotifier ping = new PingNotifier(address("/uuid?rid=1"), sender);

        ping.started();
        ping.ended(ExitCode.OK);
        ping.ended(ExitCode.UNREACHABLE);
        ping.send(notification("s", "m"));

        assertThat(sink.taken)
                .extracting(Sink.Taken::path)
                .containsExactly("/uuid/start?rid=1", "/uuid?rid=1", "/uuid/5?rid=1", "/uuid/log?rid=1");
    }

    @Test
    void aUserInTheUrlGoesIntoAHeader() throws IOException {
        WebAddress address = WebAddress.of("TEST_URL", sink.url("ana:p%40ss@", "/t"));

        new NtfyNotifier(address, sender).send(notification("s", "m"));

        assertThat(sink.taken.get(0).header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("ana:p@ss".getBytes(UTF_8)));
        assertThat(sink.taken.get(0).path()).isEqualTo("/t");
    }

    @Test
    void triesThreeTimesAndWaitsInBetween() {
        sink.answering(500, 429, 503, 200);

        assertThatIOException()
                .isThrownBy(() -> new SlackNotifier(address("/secret"), sender).send(notification("s", "m")))
                .withMessage("answered 503");
        assertThat(sink.taken).hasSize(3);
        assertThat(time.instant()).isEqualTo(FakeTime.START.plus(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 301, 307})
    void refusalsAndRedirectsAreFinal(int status) {
        sink.answering(status);

        assertThatIOException()
                .isThrownBy(() -> new SlackNotifier(address("/secret"), sender).send(notification("s", "m")))
                .withMessage("answered " + status);
        assertThat(sink.taken).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsSaidWithoutItsAddress() throws IOException {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0)) {
            port = closedAtOnce.getLocalPort();
        }
        WebAddress address = WebAddress.of("TEST_URL", Secret.of("http://127.0.0.1:" + port + "/secret"));

        assertThatIOException()
                .isThrownBy(() -> new SlackNotifier(address, sender).send(notification("s", "m")))
                .withMessage("no connection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "ftp://host/secret", "http:///secret", "http://host/ secret"})
    void refusesWhatIsNoUrlWithoutRepeatingIt(String url) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> WebAddress.of("NTFY_URL", Secret.of(url)))
                .withMessage("NTFY_URL must be a URL such as https://host/path")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void anAddressShowsItsHostAlone() {
        assertThat(WebAddress.of("X", Secret.of("https://u:secret@host:1/secret?secret")))
                .hasToString("host");
    }
}
