package io.cammanager.backup.daemon.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon of this machine answers.
 *
 * @param hostAndPort as a URL has them
 */
record DaemonAddress(String hostAndPort, @Nullable Secret token) {
    private static final String DEFAULT = "127.0.0.1:8484";
    private static final Pattern BIND = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]*):([0-9]{1,5})");

    /** Reads what the daemon itself was given; only the few settings that this needs, for a check must be quick. */
    static DaemonAddress of(Map<String, String> environment) {
        String set = environment.getOrDefault("HTTP_BIND", "");
        Matcher bind = BIND.matcher(set.isEmpty() ? DEFAULT : set);
        if (!bind.matches()) {
            throw usage("HTTP_BIND (" + Quoted.of(set) + ") must be an address and a port, such as " + DEFAULT);
        }
        String host = switch (bind.group(1)) {
            case "", "0.0.0.0" -> "127.0.0.1"; // all addresses of this machine
            case "[::]" -> "[::1]";
            default -> bind.group(1);
        };
        return new DaemonAddress(host + ":" + bind.group(2), token(environment));
    }

    URI uri(String path) {
        return URI.create("http://" + hostAndPort + path);
    }

    private static @Nullable Secret token(Map<String, String> environment) {
        String token = environment.getOrDefault("API_TOKEN", "");
        String file = environment.getOrDefault("API_TOKEN_FILE", "");
        if (!token.isEmpty() || file.isEmpty()) {
            return token.isEmpty() ? null : Secret.of(token);
        }
        try {
            return Secret.of(Files.readString(Path.of(file), UTF_8).strip());
        } catch (IOException | InvalidPathException e) {
            throw usage("API_TOKEN_FILE (" + Quoted.of(file) + ") is of no use: it cannot be read as UTF-8 text");
        }
    }

    private static BackupException usage(String message) {
        return new BackupException(ExitCode.USAGE, message);
    }
}
