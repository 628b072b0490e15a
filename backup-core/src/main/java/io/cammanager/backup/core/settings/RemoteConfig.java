package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.crypto.conf.RcloneConfig;
import io.cammanager.backup.crypto.conf.RcloneConfigException;
import io.cammanager.backup.crypto.conf.RemoteSection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of rclone that the settings speak of; every failure names the setting to look at. */
record RemoteConfig(RcloneConfig config, String file) {
    private static final int NAMES_SHOWN = 20;

    /**
     * Reads the file, or the environment alone when there is none.
     *
     * @param file empty when there is none
     */
    static RemoteConfig load(RawValue file, RawValue password, RawSettings raw) {
        if (file.isEmpty()) {
            return new RemoteConfig(RcloneConfig.ofEnvironment(raw.environment()), "the environment");
        }
        try {
            String text = password.isEmpty() ? null : password.text();
            RcloneConfig config = RcloneConfig.load(Values.path(file), raw.environment(), text);
            return new RemoteConfig(config, Quoted.of(file.text()));
        } catch (RcloneConfigException e) {
            throw new BackupException(
                    ExitCode.USAGE, "RCLONE_CONFIG (" + Quoted.of(file.text()) + ") " + e.getMessage() + advice(e), e);
        }
    }

    /** Returns the file that rclone itself would read, or null when there is none. */
    static @Nullable String usualFile(RawSettings raw) {
        String configHome = raw.variable("XDG_CONFIG_HOME");
        String home = raw.variable("HOME");
        List<String> places = new ArrayList<>();
        if (configHome != null) {
            places.add(configHome + "/rclone/rclone.conf");
        }
        if (home != null) {
            places.add(home + "/.config/rclone/rclone.conf");
            places.add(home + "/.rclone.conf");
        }
        return places.stream().filter(RemoteConfig::exists).findFirst().orElse(null);
    }

    /** Returns a remote that must be there. */
    RemoteSection remote(String name, String namedBy) {
        RemoteSection section = config.remote(name);
        if (section == null) {
            throw new BackupException(ExitCode.USAGE, namedBy + " names no remote of " + file + ": there " + known());
        }
        return section;
    }

    private String known() {
        List<String> names =
                config.names().stream().map(name -> Quoted.of(name) + ":").toList();
        if (names.isEmpty()) {
            return "are none";
        }
        String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
        return (names.size() == 1 ? "is " : "are ") + shown + more;
    }

    private static String advice(RcloneConfigException e) {
        return switch (e.reason()) {
            case PASSWORD_NEEDED -> ": set RCLONE_CONFIG_PASS or RCLONE_CONFIG_PASS_FILE";
            case PASSWORD_WRONG -> ": see to RCLONE_CONFIG_PASS";
            case MISSING, UNREADABLE, SYNTAX, ENCRYPTION_UNKNOWN -> "";
        };
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false; // then rclone cannot have it there either
        }
    }
}
