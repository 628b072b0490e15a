package io.cammanager.backup.core.settings;

import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what only the daemon has a use for, alerts and logs aside. */
record DaemonReader(Reading reading) {
    private static final Pattern FIVE_FIELDS = Pattern.compile(" *[!-~]+( +[!-~]+){4} *");

    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    DaemonSettings read() {
        return new DaemonSettings(
                reading.take(Setting.SYNC_INTERVAL, value -> Values.duration(value, Duration.ofSeconds(1))),
                reading.takeIfSet(Setting.SYNC_CRON, DaemonReader::cron),
                reading.take(Setting.SYNC_JITTER, value -> Values.duration(value, Duration.ZERO)),
                new DaemonSettings.Checks(
                        reading.take(Setting.VERIFY_INTERVAL, DaemonReader::orOff),
                        reading.take(Setting.VERIFY_ROTATE, Values::yesOrNo),
                        reading.take(Setting.DRILL_INTERVAL, DaemonReader::zeroOrOff)),
                new UpkeepReader(reading).read(),
                reading.take(Setting.GRACE, value -> Values.duration(value, Duration.ZERO)),
                reading.take(Setting.WATCH, Values::yesOrNo),
                http());
    }

    private HttpSettings http() {
        HostAndPort address = reading.take(Setting.HTTP_BIND, DaemonReader::address);
        String token = reading.takeIfSet(Setting.API_TOKEN, Values::token);
        if (token == null && !Values.isLoopback(address.getHost())) {
            throw new BackupException(
                    ExitCode.USAGE,
                    reading.raw().get(Setting.HTTP_BIND).name() + " (" + Quoted.of(address.toString())
                            + ") is open to other machines, so it needs a token: set API_TOKEN or API_TOKEN_FILE, or"
                            + " listen on 127.0.0.1");
        }
        Set<String> names = reading.takeIfSet(Setting.HTTP_HOSTS, DaemonReader::names);
        return new HttpSettings(
                address.getHost(),
                address.getPort(),
                token == null ? null : Secret.of(token),
                names == null ? Set.of() : names);
    }

    private static Set<String> names(RawValue value) {
        Set<String> names = new TreeSet<>();
        for (String name : Splitter.on(',').trimResults().omitEmptyStrings().split(value.text())) {
            if (!HOST_NAME.matcher(name).matches()) {
                throw value.refused("must be host names with commas in between, without a port");
            }
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static HostAndPort address(RawValue value) {
        try {
            HostAndPort address = HostAndPort.fromString(value.text());
            if (address.hasPort() && address.getHost().matches("[A-Za-z0-9._:-]+")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // the sentence below says what is wrong better than the parser does
        }
        throw value.refused("must be an address and a port, such as 127.0.0.1:8484, [::1]:8484 or 0.0.0.0:8484");
    }

    private static String cron(RawValue value) {
        if (!FIVE_FIELDS.matcher(value.text()).matches()) {
            throw value.refused("must be the five fields of cron: minute, hour, day, month, day of the week,"
                    + " such as 15 * * * *");
        }
        return value.text().strip();
    }

    private static @Nullable Duration zeroOrOff(RawValue value) {
        return value.text().equals("0") ? null : orOff(value);
    }

    private static @Nullable Duration orOff(RawValue value) {
        if (value.text().equalsIgnoreCase("off")) {
            return null;
        }
        if (Syntax.duration(value.text()) == null) {
            throw value.refused("must be off or " + Syntax.DURATION);
        }
        return Values.duration(value, Duration.ofSeconds(1));
    }
}
