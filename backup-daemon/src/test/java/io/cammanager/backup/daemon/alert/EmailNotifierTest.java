package io.cammanager.backup.daemon.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.daemon.FakeTime;
import io.cammanager.backup.daemon.alert.AlertConfig.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailNotifierTest {
    private final FakeTime time = new FakeTime();
    private final GreenMail plain = server(ServerSetup.PROTOCOL_SMTP);
    private final GreenMail tls = server(ServerSetup.PROTOCOL_SMTPS);

    private static GreenMail server(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        return new GreenMail(setup);
    }

    @AfterEach
    void stop() {
        plain.stop();
        tls.stop();
    }

    private EmailNotifier notifier(String url, Properties further) {
        Email email = new Email(Secret.of(url), List.of("ana@example.com", "bea@example.com"), "backup@example.com");
        return new EmailNotifier(email, further, new Tries(time), time);
    }

    private static Notification notification(String subject, String body) {
        return new Notification(
                Event.BEGAN, "no_success", Severity.CRITICAL, subject, body, List.of(), null, FakeTime.START, "nvr-1");
    }

    @Test
    void arrivesInUtf8() throws IOException, MessagingException {
        plain.start();

        notifier("smtp://127.0.0.1:" + plain.getSmtp().getPort(), new Properties())
                .send(notification("[nvr-1] Sincronización", "Línea uno\n.\nLínea dos: 录像"));

        MimeMessage[] received = plain.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("[nvr-1] Sincronización");
        assertThat(received[0].getContent().toString().replace("\r", "")).isEqualTo("Línea uno\n.\nLínea dos: 录像");
        assertThat(received[0].getFrom()[0]).hasToString("backup@example.com");
        assertThat(received[0].getAllRecipients()).hasSize(2);
        assertThat(received[0].getSentDate()).isEqualTo(FakeTime.START);
        assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void aSubjectCannotAddHeaders() throws IOException, MessagingException {
        plain.start();

        notifier("smtp://127.0.0.1:" + plain.getSmtp().getPort(), new Properties())
                .send(notification("x\r\nBcc: eve@example.com\r\n\r\ny", "body"));

        MimeMessage received = plain.getReceivedMessages()[0];
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getSubject()).isEqualTo("x  Bcc: eve@example.com    y");
        assertThat(received.getContent().toString().strip()).isEqualTo("body");
    }

    @Test
    void logsInOverTls() throws IOException, MessagingException {
        tls.setUser("ana@example.com", "ana", "p@ss:w+rd");
        tls.start();
        Properties trusting = new Properties();
        trusting.setProperty("mail.smtp.ssl.trust", "*");
        trusting.setProperty("mail.smtp.ssl.checkserveridentity", "false");

        notifier("smtps://ana:p%40ss:w+rd@127.0.0.1:" + tls.getSmtps().getPort(), trusting)
                .send(notification("s", "b"));

        assertThat(tls.getReceivedMessages()[0].getSubject()).isEqualTo("s");
    }

    @Test
    void takesTlsWhenItIsOfferedAndLogsInUnderIt() throws IOException, GeneralSecurityException {
        StartTlsServer server = new StartTlsServer();
        Properties trusting = new Properties();
        trusting.setProperty("mail.smtp.ssl.trust", "*");
        trusting.setProperty("mail.smtp.ssl.checkserveridentity", "false");

        try (server) {
            notifier("smtp://ana:p@127.0.0.1:" + server.port(), trusting).send(notification("s", "b"));
        }

        assertThat(server.commands)
                .containsExactly(
                        "EHLO",
                        "STARTTLS",
                        "TLS EHLO",
                        "TLS AUTH",
                        "TLS MAIL",
                        "TLS RCPT",
                        "TLS RCPT",
                        "TLS DATA",
                        "TLS QUIT",
                        "end");
    }

    @Test
    void acceptsNoCertificateOfSomeoneElse() {
        tls.start();

        assertThatIOException()
                .isThrownBy(() -> notifier("smtps://127.0.0.1:" + tls.getSmtps().getPort(), new Properties())
                        .send(notification("s", "b")))
                .withMessage("MessagingException");
        assertThat(tls.getReceivedMessages()).isEmpty();
    }

    @Test
    void aRefusedPasswordIsNotTriedAgain() {
        plain.setUser("ana@example.com", "ana", "right");
        plain.start();

        assertThatIOException()
                .isThrownBy(() -> notifier(
                                "smtp://ana:secret@127.0.0.1:" + plain.getSmtp().getPort(), new Properties())
                        .send(notification("s", "b")))
                .withMessage("user or password refused");
        assertThat(time.instant()).isEqualTo(FakeTime.START);
        assertThat(plain.getReceivedMessages()).isEmpty();
    }

    @Test
    void givesNoPasswordWithoutTls() {
        plain.setUser("ana@example.com", "ana", "secret");
        plain.start();
        Properties remote = new Properties();
        remote.setProperty("mail.smtp.starttls.required", "true"); // as for any host but this one

        assertThatIOException()
                .isThrownBy(() -> notifier(
                                "smtp://ana:secret@127.0.0.1:" + plain.getSmtp().getPort(), remote)
                        .send(notification("s", "b")))
                .withMessage("MessagingException");
        assertThat(plain.getReceivedMessages()).isEmpty();
        assertThat(time.instant()).isEqualTo(FakeTime.START.plus(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.com,25,false,false,false",
        "smtp://ana@mail.example.com,587,false,false,false",
        "smtp://ana:p@mail.example.com,587,false,true,true",
        "smtp://ana:p@mail.example.com:2525,2525,false,true,true",
        "smtp://ana:p@localhost,587,false,true,false",
        "smtp://ana:p@127.0.0.1,587,false,true,false",
        "'smtp://ana:p@[::1]',587,false,true,false",
        "smtps://ana:p@mail.example.com,465,true,true,false"
    })
    void serversAsTheUrlSays(String url, int port, String tlsAtOnce, String authenticates, String startTlsRequired) {
        MailServer server = MailServer.of(Secret.of(url));

        assertThat(server.port()).isEqualTo(port);
        assertThat(server.properties())
                .containsEntry("mail.smtp.ssl.enable", tlsAtOnce)
                .containsEntry("mail.smtp.auth", authenticates)
                .containsEntry("mail.smtp.starttls.required", startTlsRequired)
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.com", "http://mail/secret", "smtp://", "smtp://a b:secret@host"})
    void refusesWhatIsNoServerWithoutRepeatingIt(String url) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> MailServer.of(Secret.of(url)))
                .withMessageStartingWith("SMTP_URL must be a URL")
                .withMessageNotContaining("secret")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "ana@example.com\nBcc: eve@example.com", "a@b, c@d", ""})
    void refusesWhatIsNoAddress(String from) {
        Email email = new Email(Secret.of("smtp://localhost"), List.of("ana@example.com"), from);

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> new EmailNotifier(email, new Tries(time), time))
                .withMessageStartingWith("ALERT_EMAIL_FROM must");
    }
}
