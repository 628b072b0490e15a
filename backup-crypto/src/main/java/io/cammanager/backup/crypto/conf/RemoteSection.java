package io.cammanager.backup.crypto.conf;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A remote as rclone is configured for it.
 *
 * @param type the backend, such as {@code s3} or {@code crypt}; empty when it has none
 * @param options every option, passwords as they stand there
 */
public record RemoteSection(String name, String type, Map<String, String> options) {
    public RemoteSection {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Returns an option's value, or null when it is not set or empty. */
    public @Nullable String option(String key) {
        String value = options.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Names the options without their values, which may be secret. */
    @Override
    public String toString() {
        return "RemoteSection[name=" + name + ", type=" + type + ", options=" + options.keySet() + "]";
    }
}
