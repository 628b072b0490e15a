package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.ExitCode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Tells a dead man's switch such as healthchecks.io about the syncs: {@code PING_URL/start} at the start, {@code PING_URL}
 * after success, {@code PING_URL/<exit code>} after anything else. It raises the alarm when nothing comes, so that also a
 * machine that is off is noticed. Alerts do not go there; a test goes to {@code PING_URL/log}, which changes nothing.
 */
final class PingNotifier implements Notifier {
    private final WebAddress address;
    private final HttpSender sender;

    PingNotifier(WebAddress address, HttpSender sender) {
        this.address = address;
        this.sender = sender;
    }

    void started() throws IOException {
        ping("/start", "");
    }

    void ended(ExitCode exitCode) throws IOException {
        ping(exitCode == ExitCode.OK ? "" : "/" + exitCode.code(), "");
    }

    @Override
    public void send(Notification notification) throws IOException {
        ping("/log", notification.subject());
    }

    private void ping(String below, String body) throws IOException {
        sender.send(() -> address.request(below).POST(BodyPublishers.ofString(body)));
    }
}
