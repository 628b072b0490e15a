package io.cammanager.backup.core.settings;

import com.google.common.base.Splitter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who is told when something is wrong. */
record AlertReader(Reading reading) {
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cntrl}@,;:<>()\"]+@[A-Za-z0-9.-]+");
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> MAIL = Set.of("smtp", "smtps");

    AlertSettings read() {
        return new AlertSettings(
                email(),
                reading.takeIfSet(Setting.SLACK_WEBHOOK_URL, AlertReader::webUrl),
                webhook(),
                reading.takeIfSet(Setting.NTFY_URL, AlertReader::webUrl),
                reading.takeIfSet(Setting.PING_URL, AlertReader::webUrl),
                reading.take(Setting.ALERT_DISK_FREE, Values::freeSpace),
                reading.take(Setting.ALERT_SILENT, value -> Values.duration(value, Duration.ofSeconds(1))));
    }

    private AlertSettings.@Nullable Email email() {
        Secret server = reading.takeIfSet(
                Setting.SMTP_URL, value -> url(value, MAIL, "smtp://user:password@host:587 or smtps://host"));
        List<String> to = reading.takeIfSet(Setting.ALERT_EMAIL_TO, AlertReader::addresses);
        String from = reading.takeIfSet(Setting.ALERT_EMAIL_FROM, AlertReader::address);
        if (server == null && to == null) {
            return null;
        }
        if (server == null || to == null) {
            String given = server == null ? "ALERT_EMAIL_TO" : "SMTP_URL";
            String missing = server == null ? "SMTP_URL" : "ALERT_EMAIL_TO";
            throw new BackupException(
                    ExitCode.USAGE,
                    given + " is set but " + missing + " is not: set both for alerts by mail, or neither");
        }
        return new AlertSettings.Email(server, to, from == null ? to.get(0) : from);
    }

    private AlertSettings.@Nullable Webhook webhook() {
        Secret url = reading.takeIfSet(Setting.WEBHOOK_URL, AlertReader::webUrl);
        Secret key = reading.takeIfSet(Setting.WEBHOOK_SECRET, value -> Secret.of(value.text()));
        if (url == null && key != null) {
            throw new BackupException(
                    ExitCode.USAGE, "WEBHOOK_SECRET is set but WEBHOOK_URL is not: set both, or only the URL");
        }
        return url == null ? null : new AlertSettings.Webhook(url, key);
    }

    private static Secret webUrl(RawValue value) {
        return url(value, WEB, "https://host/path");
    }

    /** Never repeats what it refuses, since a token may be in it. */
    private static Secret url(RawValue value, Set<String> schemes, String example) {
        try {
            URI uri = new URI(value.text());
            String scheme = uri.getScheme();
            if (scheme != null && schemes.contains(scheme.toLowerCase(Locale.ROOT)) && uri.getHost() != null) {
                return Secret.of(value.text());
            }
        } catch (URISyntaxException e) {
            // its message repeats the text
        }
        throw value.refusedUnseen("must be a URL such as " + example
                + " (a host has letters, digits, '-' and '.', no '_'; odd characters elsewhere are written as %40)");
    }

    private static List<String> addresses(RawValue value) {
        List<String> addresses =
                Splitter.on(',').trimResults().omitEmptyStrings().splitToList(value.text());
        if (addresses.isEmpty()
                || !addresses.stream()
                        .allMatch(address -> EMAIL.matcher(address).matches())) {
            throw value.refused("must be addresses such as ana@example.com, with commas in between");
        }
        return addresses;
    }

    private static String address(RawValue value) {
        if (!EMAIL.matcher(value.text()).matches()) {
            throw value.refused("must be one address such as backup@example.com");
        }
        return value.text();
    }
}
