package io.cammanager.backup.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that the kernel frees when its holder dies. Who holds it is written beside it, for messages only; it decides
 * nothing. The lock file is opened once: POSIX drops the lock of a process when any of its descriptors on the file closes,
 * so a registry keeps a second holder in this process from opening it at all.
 */
public final class LocalLock implements AutoCloseable {
    private static final String LOCK_FILE = "lock";
    private static final String OWNER_FILE = "owner";
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private LocalLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of a state directory.
     *
     * @param owner who asks, one line, for the messages of others
     * @throws BackupException with {@link ExitCode#LOCKED} when someone else holds it
     */
    public static LocalLock acquire(Path stateDirectory, String owner) {
        try {
            Path directory = stateDirectory.toRealPath();
            synchronized (HELD_HERE) {
                if (!HELD_HERE.add(directory)) {
                    throw held(directory);
                }
            }
            try {
                return owned(new LocalLock(directory, lock(directory)), owner);
            } catch (IOException | RuntimeException e) {
                release(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "cannot use the state directory " + stateDirectory + ": " + LocalFailure.reason(e),
                    e);
        }
    }

    private static LocalLock owned(LocalLock lock, String owner) throws IOException {
        try {
            lock.writeOwner(owner);
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.channel.close(); // or nobody could take it as long as this process lives
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(file(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) != null) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw held(directory);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held in this process by another copy of this class
        }
    }

    private static BackupException held(Path directory) {
        return new BackupException(
                ExitCode.LOCKED,
                "another run holds the lock of " + directory + " ("
                        + holder(directory).orElse("it has not said who it is")
                        + "): wait until it has ended, or end it");
    }

    /** Returns the file whose lock it is. Opening it drops the lock of this process. */
    public static Path file(Path directory) {
        return directory.resolve(LOCK_FILE);
    }

    /** Returns who says to hold the lock, or was killed while it did; empty when nobody does. */
    public static Optional<String> holder(Path stateDirectory) {
        try {
            return Optional.of(
                    Files.readString(stateDirectory.resolve(OWNER_FILE)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void writeOwner(String owner) throws IOException {
        Path fresh = directory.resolve(OWNER_FILE + ".new");
        Files.writeString(fresh, owner + "\n", UTF_8);
        Files.move(fresh, directory.resolve(OWNER_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void release(Path directory) {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(directory);
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(directory.resolve(OWNER_FILE));
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "cannot release the lock of " + directory + ": " + LocalFailure.reason(e), e);
        } finally {
            release(directory);
        }
    }
}
