package io.cammanager.backup.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.crypto.RcloneNames;
import io.cammanager.backup.crypto.conf.Obscure;
import io.cammanager.backup.crypto.conf.RemoteSection;
import io.cammanager.backup.crypto.conf.RevealException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a remote of rclone into our terms: one of type s3, or one of type crypt around it. */
final class RemoteReader {
    private static final Pattern REMOTE = Pattern.compile("([^:,]+):(.*)", Pattern.DOTALL);
    /** The servers that rclone addresses by host although the endpoint does not tell. */
    private static final Set<String> HOST_STYLE = Set.of("Alibaba", "HuaweiOBS", "TencentCOS");

    private final RawSettings raw;
    private final RemoteConfig config;
    private final Map<Setting, RawValue> values = new EnumMap<>(Setting.class);

    private RemoteReader(RawSettings raw, RemoteConfig config) {
        this.raw = raw;
        this.config = config;
    }

    static Remote read(RawSettings raw, RawValue remote, RemoteConfig config) {
        return new RemoteReader(raw, config).read(remote);
    }

    private Remote read(RawValue remote) {
        Matcher parts = REMOTE.matcher(remote.text());
        if (!parts.matches()) {
            throw remote.refusedUnseen(
                    "must be a remote of an rclone.conf such as minio-crypt: or minio:bucket/prefix");
        }
        String setBy = remote.name() + " (" + Quoted.of(remote.text()) + ")";
        RemoteSection section = config.remote(parts.group(1), setBy);
        switch (section.type()) {
            case "s3" -> s3(section, parts.group(2));
            case "crypt" -> {
                crypt(section);
                return new Remote(values, section, folder(remote, parts.group(2)));
            }
            default -> throw usage(setBy + " is " + type(section) + ": it must be of type s3, or crypt around one");
        }
        return new Remote(values, null, "");
    }

    /** Returns the folder in the way in which the names of files become keys. */
    private static String folder(RawValue remote, String path) {
        StringBuilder folder = new StringBuilder();
        for (String name : Splitter.on('/').omitEmptyStrings().split(Values.folder(remote, path))) {
            folder.append(RcloneNames.keySegment(name.getBytes(UTF_8))).append('/');
        }
        return folder.toString();
    }

    private void crypt(RemoteSection crypt) {
        String wrapped = crypt.option("remote");
        Matcher parts = REMOTE.matcher(wrapped == null ? "" : wrapped);
        if (!parts.matches()) {
            throw noBucket(crypt);
        }
        RemoteSection s3 = config.remote(parts.group(1), "'remote' of " + place(crypt));
        if (!s3.type().equals("s3")) {
            String why = s3.type().equals("crypt") ? "recordings are encrypted once, so " : "";
            throw usage("'remote' of " + place(crypt) + " is " + type(s3) + ": " + why + "it must be of type s3");
        }
        if (parts.group(2).replace("/", "").isEmpty()) {
            throw noBucket(crypt);
        }
        s3(s3, parts.group(2));
        password(crypt, "password", Setting.CRYPT_PASSWORD);
        password(crypt, "password2", Setting.CRYPT_PASSWORD2);
        put(crypt, Setting.CRYPT_FILENAME_ENCRYPTION, crypt.option("filename_encryption"));
        put(crypt, Setting.CRYPT_DIRECTORY_NAME_ENCRYPTION, crypt.option("directory_name_encryption"));
        if (raw.get(Setting.CRYPT_PASSWORD).isEmpty() && !values.containsKey(Setting.CRYPT_PASSWORD)) {
            throw usage(place(crypt) + " has no password");
        }
    }

    private BackupException noBucket(RemoteSection crypt) {
        return usage("'remote' of " + place(crypt) + " must be a remote, its bucket and a folder if you like,"
                + " such as minio:bucket/prefix");
    }

    private void s3(RemoteSection s3, String path) {
        String endpoint = s3.option("endpoint");
        if (endpoint != null && !endpoint.contains("://")) {
            endpoint = "https://" + endpoint;
        }
        put(s3, Setting.S3_ENDPOINT, endpoint);
        put(s3, Setting.S3_ACCESS_KEY, s3.option("access_key_id"));
        put(s3, Setting.S3_SECRET_KEY, s3.option("secret_access_key"));
        if (raw.get(Setting.S3_ACCESS_KEY).isEmpty()) { // a token goes with its own keys and with no others
            put(s3, Setting.S3_SESSION_TOKEN, s3.option("session_token"));
        }
        put(s3, Setting.S3_REGION, s3.option("region"));
        put(s3, Setting.S3_PATH_STYLE, pathStyle(s3));
        String trimmed = path.replaceAll("^/+", "");
        int slash = trimmed.indexOf('/');
        String bucket = slash < 0 ? trimmed : trimmed.substring(0, slash);
        put(s3, Setting.S3_BUCKET, bucket.isEmpty() ? null : bucket);
        put(s3, Setting.S3_PREFIX, slash < 0 ? null : trimmed.substring(slash + 1));
    }

    private static @Nullable String pathStyle(RemoteSection s3) {
        String forced = s3.option("force_path_style");
        if (forced != null) {
            return Values.truth(forced) == null ? forced : String.valueOf(Values.truth(forced));
        }
        String provider = s3.option("provider");
        return provider != null && HOST_STYLE.contains(provider) ? "false" : null;
    }

    /** What goes before the file's password keeps that from being looked at. */
    private void password(RemoteSection crypt, String key, Setting setting) {
        String obscured = crypt.option(key);
        if (obscured == null || !raw.get(setting).isEmpty()) {
            return;
        }
        try {
            String password = Obscure.reveal(obscured);
            if (password.isEmpty() && setting == Setting.CRYPT_PASSWORD) {
                throw usage("'password' of " + place(crypt) + " is empty when revealed: such a remote encrypts nothing"
                        + " that others could not read, so nothing is written to it");
            }
            put(crypt, setting, password);
        } catch (RevealException e) {
            throw new BackupException(
                    ExitCode.USAGE, "'" + key + "' of " + place(crypt) + " cannot be revealed: " + e.getMessage(), e);
        }
    }

    private void put(RemoteSection section, Setting setting, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            values.put(setting, new RawValue(setting, text, new Origin(Origin.Kind.REMOTE, section.name())));
        }
    }

    private String place(RemoteSection section) {
        return Quoted.of("[" + section.name() + "]") + " in " + config.file();
    }

    private static String type(RemoteSection section) {
        String name = Quoted.of(section.name()) + ":";
        return section.type().isEmpty() ? name + " without a type" : name + " of type " + Quoted.of(section.type());
    }

    private static BackupException usage(String message) {
        return new BackupException(ExitCode.USAGE, message);
    }
}
