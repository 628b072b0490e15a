package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to any program. The body is an object with these texts: {@code event} ({@code alert}, {@code reminder},
 * {@code recovery} or {@code test}), {@code alert} (what it is, such as {@code no_success}), {@code severity}
 * ({@code critical}, {@code warning} or {@code info}), {@code host}, {@code subject}, {@code message}, {@code at},
 * {@code since} (missing for a test), and {@code cameras}, an array of texts.
 *
 * <p>With a key, two headers prove where it comes from:
 *
 * <pre>
 * X-Timestamp: 1772352000
 * X-Signature-256: sha256=HEX
 * </pre>
 *
 * {@code HEX} is the HMAC-SHA256, in lower-case hexadecimal digits, of the timestamp (seconds since 1970 as it stands in the
 * header), a full stop, and the bytes of the body. Who receives it computes the same with the key, compares it in constant
 * time, and refuses a timestamp that is off by more than a few minutes: then a message that was recorded cannot be played
 * again later. Each try is signed anew.
 */
final class WebhookNotifier implements Notifier {
    private final WebAddress address;
    private final @Nullable Secret key;
    private final HttpSender sender;
    private final Clock clock;

    WebhookNotifier(WebAddress address, @Nullable Secret key, HttpSender sender, Clock clock) {
        this.address = address;
        this.key = key;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public void send(Notification notification) throws IOException {
        String body = body(notification);
        sender.send(() -> signed(
                address.request()
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(body)),
                body));
    }

    private HttpRequest.Builder signed(HttpRequest.Builder request, String body) {
        if (key == null) {
            return request;
        }
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String signature = Hashing.hmacSha256(key.reveal().getBytes(UTF_8))
                .hashString(timestamp + "." + body, UTF_8)
                .toString();
        return request.header("X-Timestamp", timestamp).header("X-Signature-256", "sha256=" + signature);
    }

    private static String body(Notification notification) throws IOException {
        return JsonText.of(json -> {
            json.writeStringField("event", notification.event().code());
            json.writeStringField("alert", notification.kind());
            json.writeStringField("severity", notification.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("host", notification.host());
            json.writeStringField("subject", notification.subject());
            json.writeStringField("message", notification.body());
            json.writeStringField("at", notification.at().toString());
            Instant since = notification.since();
            if (since != null) {
                json.writeStringField("since", since.toString());
            }
            json.writeArrayFieldStart("cameras");
            for (String camera : notification.cameras()) {
                json.writeString(camera);
            }
            json.writeEndArray();
        });
    }
}
