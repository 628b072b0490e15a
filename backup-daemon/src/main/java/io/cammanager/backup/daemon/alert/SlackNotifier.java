package io.cammanager.backup.daemon.alert;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** Posts to an incoming webhook of Slack, or of what takes the same, such as Mattermost. */
final class SlackNotifier implements Notifier {
    private final WebAddress address;
    private final HttpSender sender;

    SlackNotifier(WebAddress address, HttpSender sender) {
        this.address = address;
        this.sender = sender;
    }

    @Override
    public void send(Notification notification) throws IOException {
        String text = escaped(notification.subject() + "\n" + notification.body());
        String body = JsonText.of(json -> JsonText.fields(json, Map.of("text", text)));
        sender.send(() -> address.request()
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    /** All that Slack takes for markup with a meaning, such as {@code <!channel>}, begins with one of these. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
