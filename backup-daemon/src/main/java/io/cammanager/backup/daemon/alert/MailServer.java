package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.InetAddresses;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where mail goes out: {@code smtp} takes TLS when the server offers it, and insists on it before a password leaves this
 * machine; {@code smtps} is TLS from the start. The server's certificate must be for its name.
 */
final class MailServer {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 20_000;

    private final boolean tlsFromTheStart;
    private final String host;
    private final int port;
    private final @Nullable Secret user;
    private final @Nullable Secret password;

    private MailServer(URI uri) {
        String raw = uri.getRawUserInfo();
        int colon = raw == null ? -1 : raw.indexOf(':');
        this.tlsFromTheStart = "smtps".equalsIgnoreCase(uri.getScheme());
        this.host = uri.getHost().replaceAll("[\\[\\]]", "");
        this.user = raw == null ? null : decoded(colon < 0 ? raw : raw.substring(0, colon));
        this.password = raw == null || colon < 0 ? null : decoded(raw.substring(colon + 1));
        this.port = uri.getPort() >= 0 ? uri.getPort() : usualPort();
    }

    private int usualPort() {
        if (tlsFromTheStart) {
            return 465;
        }
        return user == null ? 25 : 587;
    }

    private static Secret decoded(String text) {
        return Secret.of(URLDecoder.decode(text.replace("+", "%2B"), UTF_8));
    }

    static MailServer of(Secret url) {
        try {
            URI uri = new URI(url.reveal());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("smtp") || scheme.equals("smtps"))) {
                return new MailServer(uri);
            }
        } catch (URISyntaxException e) {
            // its message repeats the text
        }
        throw new BackupException(
                ExitCode.USAGE,
                "SMTP_URL must be a URL such as smtp://user:password@host:587 or smtps://host"
                        + " (odd characters in the password are written as %40)");
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable String user() {
        return user == null ? null : user.reveal();
    }

    @Nullable String password() {
        return password == null ? null : password.reveal();
    }

    /** Returns the properties of the mail library that hold to what is said above. */
    Properties properties() {
        Properties properties = new Properties();
        set(properties, "auth", password != null);
        set(properties, "ssl.enable", tlsFromTheStart);
        set(properties, "starttls.enable", !tlsFromTheStart);
        set(properties, "starttls.required", !tlsFromTheStart && password != null && !isLoopback());
        set(properties, "ssl.checkserveridentity", true);
        set(properties, "connectiontimeout", CONNECT_MILLIS);
        set(properties, "timeout", ANSWER_MILLIS);
        set(properties, "writetimeout", ANSWER_MILLIS);
        return properties;
    }

    private static void set(Properties properties, String name, Object value) {
        properties.setProperty("mail.smtp." + name, String.valueOf(value));
    }

    private boolean isLoopback() {
        return host.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
    }

    @Override
    public String toString() {
        return host;
    }
}
