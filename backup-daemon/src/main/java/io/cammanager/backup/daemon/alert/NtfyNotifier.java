package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

/** Publishes to a topic of ntfy. */
final class NtfyNotifier implements Notifier {
    /** What is longer becomes an attachment. */
    private static final int MAX_BODY_BYTES = 4096;

    private final WebAddress address;
    private final HttpSender sender;

    NtfyNotifier(WebAddress address, HttpSender sender) {
        this.address = address;
        this.sender = sender;
    }

    @Override
    public void send(Notification notification) throws IOException {
        // ntfy decodes titles as mail programs do subjects, since headers are ASCII
        String title = MimeUtility.encodeText(notification.subject(), "UTF-8", "B");
        String body = shortened(notification.body());
        sender.send(() -> address.request()
                .header("Title", title)
                .header("Priority", priority(notification.severity()))
                .header("Tags", tag(notification.severity()))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String priority(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "5";
            case WARNING -> "4";
            case INFO -> "3";
        };
    }

    private static String tag(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "rotating_light";
            case WARNING -> "warning";
            case INFO -> "white_check_mark";
        };
    }

    static String shortened(String body) {
        int end = body.length();
        while (body.substring(0, end).getBytes(UTF_8).length > MAX_BODY_BYTES) {
            end = body.offsetByCodePoints(end, -1);
        }
        return body.substring(0, end);
    }
}
