package io.cammanager.backup.core.settings;

import com.google.common.collect.ImmutableSet;
import io.cammanager.backup.core.Secret;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon listens.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 for one that is free
 * @param token what a request must bring along; null for none, which only an address of this machine itself has
 * @param names names beside {@code localhost} by which requests may ask it, in lower case
 */
public record HttpSettings(String host, int port, @Nullable Secret token, Set<String> names) {
    public HttpSettings {
        names = ImmutableSet.copyOf(names);
    }
}
