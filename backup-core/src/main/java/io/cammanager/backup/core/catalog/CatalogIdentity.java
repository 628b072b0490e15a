package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.nio.file.Path;

/** What a catalog speaks of: one source, one bucket, one prefix. */
public record CatalogIdentity(Path source, String bucket, String prefix) {
    /** Returns the name of the directory, below the state directory, that belongs to this and to nothing else. */
    public String directoryName() {
        return Hashing.sha256().hashString(toString(), UTF_8).toString().substring(0, 16);
    }

    @Override
    public String toString() {
        return source + " -> " + bucket + "/" + prefix;
    }
}
