package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon listens.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 for one that is free
 * @param token what a request must bring along; null for none, which only an address of this machine itself has
 */
public record HttpSettings(String host, int port, @Nullable Secret token) {}
