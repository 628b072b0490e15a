package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.conf.RemoteSection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@link Settings} of texts, and notes each value as it may be shown. */
final class SettingsReader {
    private final Reading reading;

    SettingsReader(RawSettings raw) {
        this.reading = new Reading(raw);
    }

    Settings read() {
        RawSettings given = reading.raw();
        Remote remote = remote(reading.raw().get(Setting.BACKUP_REMOTE));
        reading.add(remote);
        StoreSettings store = store();
        CryptSettings crypt = crypt(remote);
        TransferSettings transfer = transfer();
        Path source = reading.take(Setting.RECORDINGS_DIR, Values::path);
        Path stateDirectory = stateDirectory();
        DaemonSettings daemon = new DaemonReader(reading).read();
        AlertSettings alerts = new AlertReader(reading).read();
        LogSettings log = log(stateDirectory);
        Language language = language();
        return new Settings(
                source,
                stateDirectory,
                store,
                crypt,
                transfer,
                daemon,
                alerts,
                log,
                language,
                reading.values(),
                Warnings.about(store, crypt, reading.raw()),
                () -> new SettingsReader(given).read().store().credentials());
    }

    static StoreSettings readRemote(Map<String, String> environment, String remote, String flag) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet()
                .removeIf(name -> (name.startsWith("S3_") && !name.equals(Setting.S3_CA_CERT.name()))
                        || name.startsWith("CRYPT_"));
        SettingsReader reader = new SettingsReader(new RawSettings(rest, Map.of()));
        Remote found = reader.remote(new RawValue(Setting.BACKUP_REMOTE, remote, new Origin(Origin.Kind.FLAG, flag)));
        if (found.crypt() != null) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "a copy of a bucket is as encrypted as the bucket is: name the remote of type s3 that "
                            + Quoted.of(remote) + " is made around");
        }
        if (!found.values().containsKey(Setting.S3_BUCKET)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the remote " + Quoted.of(remote)
                            + " must name its bucket, such as dr:recordings or dr:recordings/site");
        }
        reader.reading.add(found);
        return reader.store();
    }

    /** An rclone.conf is read only for a remote in it: the variable may be there for rclone alone. */
    private Remote remote(RawValue name) {
        RawSettings raw = reading.raw();
        RawValue file = raw.get(Setting.RCLONE_CONFIG);
        RawValue password = raw.get(Setting.RCLONE_CONFIG_PASS);
        if (!name.isEmpty() && file.isEmpty()) {
            String usual = RemoteConfig.usualFile(raw);
            file = new RawValue(Setting.RCLONE_CONFIG, usual == null ? "" : usual, file.origin());
        }
        reading.note(name);
        reading.note(file);
        reading.note(password);
        return name.isEmpty() ? Remote.NONE : RemoteReader.read(raw, name, RemoteConfig.load(file, password, raw));
    }

    private @Nullable CryptSettings crypt(Remote remote) {
        String password = reading.takeIfSet(Setting.CRYPT_PASSWORD, RawValue::text);
        String password2 = reading.takeIfSet(Setting.CRYPT_PASSWORD2, RawValue::text);
        CryptOptions.FileNames names = reading.take(
                Setting.CRYPT_FILENAME_ENCRYPTION, value -> Values.choice(value, CryptOptions.FileNames.class));
        CryptOptions.DirectoryNames directories =
                reading.take(Setting.CRYPT_DIRECTORY_NAME_ENCRYPTION, Values::directoryNames);
        if (password == null) {
            if (password2 != null) {
                throw new BackupException(
                        ExitCode.USAGE, "CRYPT_PASSWORD2 is set but CRYPT_PASSWORD is not: set both, or neither");
            }
            return null;
        }
        RemoteSection section = remote.crypt();
        CryptReader rest = section == null ? CryptReader.DEFAULTS : new CryptReader(section);
        return new CryptSettings(
                Secret.of(password),
                password2 == null ? null : Secret.of(password2),
                new CryptOptions(
                        names,
                        directories,
                        rest.filenameEncoding(),
                        rest.suffix(),
                        rest.dataEncryption(),
                        rest.badBlocks(),
                        rest.foreignNames()),
                remote.folder());
    }

    private StoreSettings store() {
        URI endpoint = reading.takeIfSet(Setting.S3_ENDPOINT, Values::endpoint);
        Credentials credentials = credentials();
        String bucket = reading.take(Setting.S3_BUCKET, Values::bucket);
        String prefix = prefix();
        String region = reading.take(Setting.S3_REGION, Values::word);
        StoreSettings.PathStyle pathStyle =
                reading.take(Setting.S3_PATH_STYLE, value -> Values.choice(value, StoreSettings.PathStyle.class));
        Path caCertificate = reading.takeIfSet(Setting.S3_CA_CERT, Values::path);
        StoreTraits.Checksums checksums = checksums();
        return new StoreSettings(endpoint, region, bucket, prefix, pathStyle, credentials, caCertificate, checksums);
    }

    private TransferSettings transfer() {
        return new TransferSettings(
                reading.take(Setting.MIN_AGE, value -> Values.duration(value, Duration.ZERO)),
                (int) (long) reading.take(Setting.TRANSFERS, value -> Values.number(value, 1, 256)),
                reading.take(
                        Setting.PART_SIZE, value -> Values.size(value, SyncOptions.MIN_PART_SIZE_BYTES, "5Mi to 5Gi")),
                reading.take(Setting.UPLOAD_CUTOFF, value -> Values.size(value, 0, "0 to 5Gi")),
                (int) (long) reading.take(Setting.RETRIES, value -> Values.number(value, 1, 100)),
                reading.take(Setting.ORDER, value -> Values.choice(value, SyncOptions.Order.class)),
                reading.takeIfSet(Setting.RETENTION_DAYS, value -> Duration.ofDays(Values.number(value, 1, 36_500))),
                (int) (long) reading.take(Setting.REPLACED_DAYS, value -> Values.number(value, 1, 36_500)),
                bandwidth(),
                new ShardReader(reading).read(),
                reading.take(
                        Setting.LEASE_TTL,
                        value -> Values.duration(value, Duration.ofSeconds(3), LeaseTiming.LONGEST)));
    }

    private Bandwidth bandwidth() {
        Bandwidth bandwidth = reading.takeIfSet(Setting.BWLIMIT, value -> new BandwidthReader(value).read());
        return bandwidth == null ? Bandwidth.UNLIMITED : bandwidth;
    }

    private @Nullable Credentials credentials() {
        String accessKey = reading.takeIfSet(Setting.S3_ACCESS_KEY, Values::word);
        String secretKey = reading.takeIfSet(Setting.S3_SECRET_KEY, Values::word);
        String sessionToken = reading.takeIfSet(Setting.S3_SESSION_TOKEN, Values::word);
        if (accessKey == null && secretKey == null) {
            if (sessionToken != null) {
                throw new BackupException(
                        ExitCode.USAGE,
                        "S3_SESSION_TOKEN is set but S3_ACCESS_KEY and S3_SECRET_KEY are not: set all three, or none to"
                                + " use the AWS credential chain");
            }
            return null;
        }
        if (accessKey == null || secretKey == null) {
            String given = accessKey == null ? "S3_SECRET_KEY" : "S3_ACCESS_KEY";
            String missing = accessKey == null ? "S3_ACCESS_KEY" : "S3_SECRET_KEY";
            throw new BackupException(
                    ExitCode.USAGE,
                    given + " is set but " + missing + " is not: set both, or neither to use the AWS credential chain");
        }
        return new Credentials(
                Secret.of(accessKey), Secret.of(secretKey), sessionToken == null ? null : Secret.of(sessionToken));
    }

    private String prefix() {
        RawValue value = reading.raw().get(Setting.S3_PREFIX);
        String prefix = Values.prefix(value);
        reading.noteAs(value, prefix);
        return prefix;
    }

    private StoreTraits.@Nullable Checksums checksums() {
        RawValue value = reading.raw().get(Setting.S3_CHECKSUMS);
        reading.note(value);
        if (value.text().equalsIgnoreCase("auto")) {
            return null;
        }
        return Values.choice(value, StoreTraits.Checksums.class, "auto");
    }

    /** The state goes where the XDG base directory specification wants the state of a user's programs. */
    private Path stateDirectory() {
        RawValue value = reading.raw().get(Setting.STATE_DIR);
        if (value.isEmpty()) {
            String state = reading.raw().variable("XDG_STATE_HOME");
            String home = reading.raw().variable("HOME");
            String base =
                    state != null && state.startsWith("/") ? state : (home == null ? "." : home) + "/.local/state";
            value = new RawValue(Setting.STATE_DIR, base + "/cammanager-backup", value.origin());
        }
        reading.note(value);
        return Values.path(value);
    }

    /** The variables that the C library looks at, in its order; what is neither of our languages is English. */
    private Language language() {
        RawValue value = reading.raw().get(Setting.BACKUP_LANG);
        if (value.isEmpty()) {
            String locale = "";
            for (String name : List.of("LANG", "LC_MESSAGES", "LC_ALL")) {
                String set = reading.raw().variable(name);
                locale = set == null ? locale : set.toLowerCase(Locale.ROOT);
            }
            Language found = locale.matches("es([_.@].*)?") ? Language.ES : Language.EN;
            value = new RawValue(Setting.BACKUP_LANG, found.code(), value.origin());
        }
        reading.note(value);
        return Values.choice(value, Language.class);
    }

    /** Logs are state as well to the XDG base directory specification. */
    private LogSettings log(Path stateDirectory) {
        LogLevel level = reading.take(Setting.LOG_LEVEL, value -> Values.choice(value, LogLevel.class));
        LogSettings.Format format =
                reading.take(Setting.LOG_FORMAT, value -> Values.choice(value, LogSettings.Format.class));
        RawValue directory = reading.raw().get(Setting.LOG_DIR);
        if (directory.isEmpty()) {
            String usual = stateDirectory.resolve("logs").toString();
            directory = new RawValue(Setting.LOG_DIR, usual, directory.origin());
        }
        reading.note(directory);
        return new LogSettings(level, format, Values.path(directory));
    }
}
