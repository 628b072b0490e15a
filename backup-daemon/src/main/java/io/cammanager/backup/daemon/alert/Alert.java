package io.cammanager.backup.daemon.alert;

import java.time.Instant;

/**
 * Something that is wrong now.
 *
 * @param since when it began, as far as the facts say
 */
record Alert(AlertKey key, Instant since, Figures figures) {
    AlertKind kind() {
        return key.kind();
    }
}
