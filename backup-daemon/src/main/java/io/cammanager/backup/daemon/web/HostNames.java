package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which the daemon may be asked. Against DNS rebinding: there a browser, led by a page from elsewhere, takes
 * that page's own name for ours. An IP address cannot be taken over in this way, and whoever probes by it need not be known.
 */
final class HostNames {
    private final Set<String> names;

    HostNames(Set<String> more) {
        ImmutableSet.Builder<String> all = ImmutableSet.builder();
        all.add("localhost");
        more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        this.names = all.build();
    }

    /** Says whether a {@code Host} header is one of ours; the port may be any. */
    boolean allow(@Nullable String hostAndPort) {
        String host = host(hostAndPort);
        return host != null && (names.contains(host) || InetAddresses.isInetAddress(host));
    }

    /**
     * Says whether a page may come from there. Other than under {@code Host}, an address says nothing here: any machine that
     * serves pages has one. Only this machine's own count.
     */
    boolean allowOrigin(String hostAndPort) {
        String host = host(hostAndPort);
        return host != null && (names.contains(host) || isLoopback(host));
    }

    private static boolean isLoopback(String host) {
        return InetAddresses.isInetAddress(host)
                && InetAddresses.forString(host).isLoopbackAddress();
    }

    private static @Nullable String host(@Nullable String hostAndPort) {
        if (hostAndPort == null) {
            return null;
        }
        try {
            return HostAndPort.fromString(hostAndPort).getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
