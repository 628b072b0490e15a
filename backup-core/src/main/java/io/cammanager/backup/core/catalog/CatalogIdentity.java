package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.Shard;
import java.nio.file.Path;

/** What a catalog speaks of: one source, one bucket, one prefix, one shard of the cameras. */
public record CatalogIdentity(Path source, String bucket, String prefix, Shard shard) {
    /** Makes the identity of a catalog of all cameras. */
    public CatalogIdentity(Path source, String bucket, String prefix) {
        this(source, bucket, prefix, Shard.ALL);
    }

    /** Returns the name of the directory, below the state directory, that belongs to this and to nothing else. */
    public String directoryName() {
        return Hashing.sha256().hashString(toString(), UTF_8).toString().substring(0, 16);
    }

    @Override
    public String toString() {
        String whole = source + " -> " + bucket + "/" + prefix;
        return shard.equals(Shard.ALL) ? whole : whole + " shard " + shard;
    }
}
