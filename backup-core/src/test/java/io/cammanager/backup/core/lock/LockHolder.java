package io.cammanager.backup.core.lock;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that holds a lock until its input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (LocalLock lock = LocalLock.acquire(Path.of(arguments[0]), arguments[1])) {
            System.out.println("held by " + lock.getClass().getSimpleName());
            while (System.in.read() >= 0) {
                // Nothing is said here; only the end counts.
            }
        }
    }
}
