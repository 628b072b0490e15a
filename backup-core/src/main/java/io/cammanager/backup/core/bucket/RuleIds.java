package io.cammanager.backup.core.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;

/**
 * The ids of our life-cycle rules. Several recorders may share one bucket, each below a prefix of its own: the ids of one begin
 * otherwise than those of another, so that none takes the other's rules for its own.
 */
final class RuleIds {
    private static final int TAG = 8;
    private static final int READABLE = 40;

    private final String own;

    RuleIds(String prefix, boolean encrypted) {
        this.own = "cammanager-" + hash(prefix + (encrypted ? " (encrypted)" : "")) + "-";
    }

    /** Returns what the ids of all our rules begin with. */
    String own() {
        return own;
    }

    String uploads() {
        return own + "uploads";
    }

    String replaced() {
        return own + "replaced";
    }

    String leases() {
        return own + "leases";
    }

    /** Returns an id that says whose it is to a person, and by its hash to a program. */
    String camera(String stored) {
        String path = stored.substring(0, stored.length() - 1);
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return own + "camera-" + name.substring(0, Math.min(READABLE, name.length())) + "-" + hash(stored);
    }

    private static String hash(String text) {
        return Hashing.sha256().hashString(text, UTF_8).toString().substring(0, TAG);
    }
}
