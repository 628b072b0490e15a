package io.cammanager.backup.core.lock;

import java.util.UUID;

/**
 * Who asks for a lease.
 *
 * @param id of the state directory, and so the same after a restart under another host name
 * @param host for messages only
 * @param pid for messages only
 */
public record LeaseHolder(UUID id, String host, long pid) {
    private static final int MAX_HOST = 253;

    /** Makes a holder; characters that no host name has are replaced. */
    public LeaseHolder {
        host = host.replaceAll("[^A-Za-z0-9._:-]", "_");
        host = host.isEmpty() ? "_" : host.substring(0, Math.min(MAX_HOST, host.length()));
    }

    /** Returns the words for messages. */
    String words() {
        return "process " + pid + " on " + host;
    }
}
