package io.cammanager.backup.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks a setting up: flag, else environment, else secret file, else remote, else default. An empty variable counts as not set. */
record RawSettings(Map<String, String> environment, Map<Setting, String> flags, Map<Setting, RawValue> remote) {
    private static final int MAX_SECRET_CHARS = 4096;

    RawSettings {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
        remote = Map.copyOf(remote);
    }

    RawSettings(Map<String, String> environment, Map<Setting, String> flags) {
        this(environment, flags, Map.of());
    }

    RawSettings with(Remote found) {
        return new RawSettings(environment, flags, found.values());
    }

    RawValue get(Setting setting) {
        String flag = flags.get(setting);
        if (flag != null) {
            return new RawValue(setting, flag, new Origin(Origin.Kind.FLAG, flagName(setting)));
        }
        String value = variable(setting.name());
        if (value != null) {
            return new RawValue(setting, value, new Origin(Origin.Kind.ENVIRONMENT, setting.name()));
        }
        String file = setting.secret() ? variable(setting.name() + "_FILE") : null;
        if (file != null) {
            return new RawValue(setting, content(setting, file), new Origin(Origin.Kind.FILE, file));
        }
        RawValue found = remote.get(setting);
        return found != null ? found : new RawValue(setting, setting.defaultText(), Origin.OF_DEFAULT);
    }

    boolean isSet(Setting setting) {
        return get(setting).origin().kind() != Origin.Kind.DEFAULT;
    }

    /** Returns a variable's value, or null when it is not set or empty. */
    @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static String flagName(Setting setting) {
        String flag = setting.flag();
        if (flag == null) {
            throw new IllegalArgumentException("flags must not hold " + setting + ", which has no flag");
        }
        return flag;
    }

    private static String content(Setting setting, String file) {
        String text;
        try {
            text = Files.readString(Path.of(file), UTF_8);
        } catch (NoSuchFileException e) {
            throw unreadable(setting, file, "there is no such file", e);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(setting, file, "it cannot be read as UTF-8 text", e);
        }
        String secret = text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
        if (secret.isEmpty() || secret.length() > MAX_SECRET_CHARS || secret.indexOf('\n') >= 0) {
            throw unreadable(setting, file, "it must hold one line, the secret", null);
        }
        return secret;
    }

    private static BackupException unreadable(Setting setting, String file, String why, @Nullable Exception cause) {
        String message = setting + "_FILE (" + Quoted.of(file) + ") is of no use: " + why;
        return new BackupException(ExitCode.USAGE, message, cause);
    }
}
