package io.cammanager.backup.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;

/**
 * A part of the cameras, where several workers share one source. Every camera is in exactly one of the {@code count} shards,
 * by its name alone; with one shard more, cameras move to the new shard and nowhere else. Files beside the cameras count as
 * a camera without a name.
 *
 * @param index 0 to {@code count - 1}
 * @param count 1 to 10,000
 */
public record Shard(int index, int count) {
    public static final int MAX_COUNT = 10_000;

    /** All cameras. */
    public static final Shard ALL = new Shard(0, 1);

    public Shard {
        if (count < 1 || count > MAX_COUNT || index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "index (" + index + ") must be 0 to count - 1, and count (" + count + ") 1 to " + MAX_COUNT);
        }
    }

    /** Says whether the camera, a first segment of a key, is in this shard. */
    public boolean includes(String camera) {
        return count == 1 || Hashing.consistentHash(Hashing.sha256().hashString(camera, UTF_8), count) == index;
    }

    /** Says whether the recording at this path, relative to the prefix, is in this shard. */
    public boolean includes(ObjectKey path) {
        return includes(path.camera());
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
