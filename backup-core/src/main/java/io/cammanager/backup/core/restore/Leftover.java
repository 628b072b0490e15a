package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.lock.LocalLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The staging directory of a restore that was killed. What it has of large recordings can be gone on with, the rest is
 * deleted.
 */
final class Leftover implements AutoCloseable {
    private static final String NOTE = ".ranges";
    private static final String BYTES = ".part";

    private final Path directory;
    private final LocalLock lock;

    private Leftover(Path directory, LocalLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static Path bytes(Path directory, String name) {
        return directory.resolve(name + BYTES);
    }

    static Path note(Path directory, String name) {
        return directory.resolve(name + NOTE);
    }

    /**
     * Takes over the directory of a restore that is no more.
     *
     * @param own a staging directory made by this restore, which the other one must be like
     * @return null where it is in use, or is not ours
     */
    static @Nullable Leftover of(Path directory, Path own) {
        try {
            if (!isOurs(directory, own) || !Files.isRegularFile(LocalLock.file(directory), LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            Leftover leftover = new Leftover(directory, LocalLock.acquire(directory, "a restore"));
            leftover.deleteUseless();
            return leftover;
        } catch (IOException | BackupException e) {
            return null; // in use, or not to be read: left alone, and said so
        }
    }

    /** Nobody else could have put anything there. */
    private static boolean isOurs(Path directory, Path own) throws IOException {
        Set<String> views = own.getFileSystem().supportedFileAttributeViews();
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && (!views.contains("owner")
                        || Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own)))
                && (!views.contains("posix")
                        || Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                                .equals(PosixFilePermissions.fromString("rwx------")));
    }

    private void deleteUseless() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + BYTES)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!has(name.substring(0, name.length() - BYTES.length()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean has(String name) {
        return Files.isRegularFile(bytes(directory, name), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(note(directory, name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns which ranges of the file of this name are there. */
    BitSet ranges(String name) {
        try {
            return has(name) ? FinishedRanges.read(note(directory, name)) : new BitSet();
        } catch (IOException e) {
            return new BitSet();
        }
    }

    /** Moves the file of this name and its note elsewhere, where they are there. */
    void handOver(String name, Path to) throws IOException {
        if (has(name)) {
            // Without its note a file is of no use to anybody: so in this order, whenever this is killed.
            Files.move(bytes(directory, name), bytes(to, name));
            Files.move(note(directory, name), note(to, name));
        }
    }

    /** Deletes the directory with all that is left in it. */
    void delete() {
        Staging.delete(directory);
    }

    @Override
    public void close() {
        lock.close();
    }
}
