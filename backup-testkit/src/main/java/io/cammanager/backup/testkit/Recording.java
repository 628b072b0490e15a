package io.cammanager.backup.testkit;

import com.google.common.hash.HashCode;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A recording that was generated.
 *
 * @param file where it is
 * @param name below the directory of recordings, with slashes, such as {@code camera-01/2026-03-02_00-00-00.mp4}
 * @param end when it ended, which is also its modification time
 * @param sha256 of all its bytes
 */
public record Recording(Path file, String name, long size, Instant end, HashCode sha256) {}
