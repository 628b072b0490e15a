package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.daemon.alert.AlertConfig.Email;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/** Sends mail over SMTP. */
final class EmailNotifier implements Notifier {
    private final MailServer server;
    private final Session session;
    private final InternetAddress from;
    private final InternetAddress[] to;
    private final Tries tries;
    private final Clock clock;

    EmailNotifier(Email email, Tries tries, Clock clock) {
        this(email, new Properties(), tries, clock);
    }

    /** Makes one with further properties of the mail library, which go before its own. */
    EmailNotifier(Email email, Properties further, Tries tries, Clock clock) {
        this.server = MailServer.of(email.server());
        this.from = address("ALERT_EMAIL_FROM", email.from());
        this.to =
                email.to().stream().map(each -> address("ALERT_EMAIL_TO", each)).toArray(InternetAddress[]::new);
        Properties properties = server.properties();
        properties.setProperty("mail.from", from.getAddress());
        properties.putAll(further);
        this.session = Session.getInstance(properties);
        this.tries = tries;
        this.clock = clock;
    }

    private static InternetAddress address(String setting, String text) {
        try {
            if (text.chars().noneMatch(Character::isISOControl)) {
                return new InternetAddress(text, true);
            }
        } catch (AddressException e) {
            // the sentence below says it
        }
        throw new BackupException(ExitCode.USAGE, setting + " must have addresses such as ana@example.com");
    }

    String host() {
        return server.host();
    }

    @Override
    public void send(Notification notification) throws IOException {
        tries.run(() -> once(notification));
    }

    private void once(Notification notification) throws IOException {
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            transport.sendMessage(message(notification), to);
        } catch (AuthenticationFailedException e) {
            throw new RefusedException("user or password refused");
        } catch (SendFailedException e) {
            throw new RefusedException("an address was refused");
        } catch (MessagingException e) { // its message may hold what the server was told
            throw new IOException(e.getClass().getSimpleName());
        }
    }

    private MimeMessage message(Notification notification) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(notification.subject().replaceAll("\\p{Cntrl}", " "), "UTF-8");
        message.setText(notification.body() + "\n", "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // no answer from someone who is on holiday
        message.setHeader("X-Priority", notification.severity() == Severity.CRITICAL ? "1" : "3");
        return message;
    }
}
