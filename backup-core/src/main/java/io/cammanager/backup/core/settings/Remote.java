package io.cammanager.backup.core.settings;

import io.cammanager.backup.crypto.conf.RemoteSection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a remote of rclone sets.
 *
 * @param values the settings in our terms, passwords revealed
 * @param crypt the section of type crypt, for the options that have no setting; null for a plain remote
 * @param folder the folder of that section's remote that is meant; empty, or ends in a slash
 */
record Remote(Map<Setting, RawValue> values, @Nullable RemoteSection crypt, String folder) {
    static final Remote NONE = new Remote(Map.of(), null, "");

    Remote {
        values = Map.copyOf(values);
    }
}
