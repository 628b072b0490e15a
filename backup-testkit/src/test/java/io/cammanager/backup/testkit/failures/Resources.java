package io.cammanager.backup.testkit.failures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heapMib in use after a collection
 */
record Resources(int threads, long descriptors, long heapMib) {
    static Resources now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new Resources(
                    Thread.getAllStackTraces().size(),
                    open.count(),
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        }
    }

    /** Says whether nothing has grown since then, give or take what comes and goes. */
    boolean isFlatSince(Resources before) {
        return threads <= before.threads + 20
                && descriptors <= before.descriptors + 40
                && heapMib <= before.heapMib + 64;
    }
}
