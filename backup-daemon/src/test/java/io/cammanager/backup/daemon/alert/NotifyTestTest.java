package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.daemon.FakeTime;
import io.cammanager.backup.daemon.LogLines;
import io.cammanager.backup.daemon.alert.AlertConfig.Channels;
import io.cammanager.backup.daemon.alert.AlertConfig.Email;
import io.cammanager.backup.daemon.alert.AlertConfig.Webhook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyTestTest {
    private final FakeTime time = new FakeTime();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ExitCode run(Channels channels, String language) {
        return NotifyTest.run(
                Statuses.config(channels, language),
                Switchboard.of(channels, time, time),
                time,
                new PrintStream(out, true, UTF_8));
    }

    @Test
    void sendsByEveryChannelAndSaysSo() throws IOException {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(60_000);
        GreenMail mail = new GreenMail(setup);
        mail.start();
        try (Sink sink = new Sink()) {
            ExitCode exitCode = run(
                    new Channels(
                            new Email(
                                    Secret.of(
                                            "smtp://127.0.0.1:" + mail.getSmtp().getPort()),
                                    List.of("ana@example.com"),
                                    "b@example.com"),
                            sink.url("/slack"),
                            new Webhook(sink.url("/hook"), Secret.of("k")),
                            sink.url("/ntfy"),
                            sink.url("/ping")),
                    "en");

            assertThat(exitCode).isEqualTo(ExitCode.OK);
            assertThat(out.toString(UTF_8).lines())
                    .containsExactly(
                            "e-mail (127.0.0.1): sent",
                            "Slack: sent",
                            "webhook (127.0.0.1): sent",
                            "ntfy (127.0.0.1): sent",
                            "ping (127.0.0.1): sent");
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(sink.taken)
                    .extracting(Sink.Taken::path)
                    .containsExactly("/slack", "/hook", "/ntfy", "/ping/log");
        } finally {
            mail.stop();
        }
    }

    @Test
    void saysWhichDidNotGoWithoutItsUrl() throws IOException {
        try (Sink sink = new Sink().answering(404)) {
            ExitCode exitCode =
                    run(new Channels(null, sink.url("/canary"), null, sink.url("u:canary@", "/canary"), null), "es");

            assertThat(exitCode).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(out.toString(UTF_8).lines())
                    .containsExactly("Slack: no enviado: answered 404", "ntfy (127.0.0.1): enviado");
        }
    }

    @Test
    void withoutAChannelItSaysHowToGetOne() {
        assertThat(run(Channels.NONE, "en")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString(UTF_8)).startsWith("No channel for alerts is set up: set SMTP_URL");
    }

    @Test
    void aChannelThatFailsIsLoggedOnceWithoutItsUrl() throws IOException {
        try (Sink sink = new Sink().answering(404, 404, 200);
                LogLines log = LogLines.capture()) {
            Channels channels = new Channels(null, sink.url("/canary"), null, null, null);
            Channel slack = Switchboard.of(channels, time, time).messages().get(0);
            Notification test = new AlertTexts(Statuses.config(channels, "en"), time.getZone()).test(time.instant());

            assertThat(slack.deliver(test)).isFalse();
            assertThat(slack.deliver(test)).isFalse();
            assertThat(slack.deliver(test)).isTrue();

            assertThat(log.lines())
                    .filteredOn(line -> !line.startsWith("DEBUG"))
                    .containsExactly(
                            "WARN Slack: a message could not be sent: answered 404",
                            "INFO Slack: messages go out again");
            assertThat(log.lines()).noneMatch(line -> line.contains("canary"));
        }
    }
}
