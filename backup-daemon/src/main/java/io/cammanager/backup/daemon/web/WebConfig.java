package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableSet;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon is asked and by whom.
 *
 * @param bind resolved; port 0 takes a free one
 * @param token what a request must bring along; null for none, which only a loopback address may do without
 * @param allowedHosts names by which the daemon may be asked, besides {@code localhost} and any IP address: a page in a
 *     browser can make a name of its own point at us, but not an address
 */
public record WebConfig(InetSocketAddress bind, @Nullable Secret token, Set<String> allowedHosts) {
    private static final int MIN_TOKEN_CHARS = 16;

    public WebConfig {
        allowedHosts = ImmutableSet.copyOf(allowedHosts);
        if (bind.isUnresolved()) {
            throw usage(
                    "HTTP_BIND (" + bind.getHostString() + ") is no address of this machine: its name is not known");
        }
        if (token == null && !bind.getAddress().isLoopbackAddress()) {
            throw usage("HTTP_BIND (" + bind.getHostString() + ") can be reached from other machines, so that API_TOKEN"
                    + " must be set: set it, or use 127.0.0.1");
        }
        if (token != null && !isUsable(token.reveal())) {
            throw usage("API_TOKEN must be " + MIN_TOKEN_CHARS + " or more letters, digits and signs of ASCII, without"
                    + " spaces: an Authorization header has to carry it, and nobody may guess it");
        }
    }

    private static boolean isUsable(String token) {
        return token.length() >= MIN_TOKEN_CHARS && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static BackupException usage(String message) {
        return new BackupException(ExitCode.USAGE, message);
    }
}
