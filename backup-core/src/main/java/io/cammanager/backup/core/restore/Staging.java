package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.lock.LocalLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The directory inside the target where recordings are put together: on the same file system, so that they can be moved
 * into place in one step, and readable by nobody else. It is locked as long as its restore lives, so that another one sees
 * whether it may take over what is left there.
 */
final class Staging implements AutoCloseable {
    private static final String PREFIX = ".cammanager-restore-";

    private final Path directory;
    private final @Nullable LocalLock lock;
    private final List<Leftover> leftovers = new ArrayList<>();
    private final AtomicLong files = new AtomicLong();

    private Staging(Path directory) {
        this.directory = directory;
        this.lock = lock(directory);
    }

    static Staging in(Path target, BackupListener listener) {
        try {
            Staging staging = new Staging(Files.createTempDirectory(target, PREFIX));
            staging.takeOver(target, listener);
            return staging;
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "could not write to " + Quoted.of(target.toString()) + ": " + reason(e), e);
        }
    }

    /** Some network file systems have no locks: what a killed restore leaves there, nobody takes over. */
    private static @Nullable LocalLock lock(Path directory) {
        try {
            return LocalLock.acquire(directory, "a restore");
        } catch (BackupException e) {
            return null;
        }
    }

    private void takeOver(Path target, BackupListener listener) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, PREFIX + "*")) {
            for (Path other : found) {
                Leftover leftover = other.equals(directory) ? null : Leftover.of(other, directory);
                if (leftover != null) {
                    leftovers.add(leftover);
                } else if (!other.equals(directory)) {
                    listener.onEvent(new BackupEvent.Warning(Quoted.of(other.toString())
                            + " belongs to another restore; when none is running, delete it"));
                }
            }
        }
    }

    /** Creates an empty file. Its name is one that no backup takes. */
    StagedFile create() {
        return StagedFile.create(Leftover.bytes(directory, Long.toString(files.incrementAndGet())));
    }

    /** Returns how many bytes of a large recording are there already. */
    long bytes(Source source, Ranges ranges) {
        String name = RangedFile.name(source, ranges.rangeBytes());
        return leftovers.stream()
                .mapToLong(leftover -> leftover.ranges(name).stream()
                        .filter(range -> range < ranges.count(source.size()))
                        .mapToLong(range -> ranges.bytes(range, source.size()))
                        .sum())
                .max()
                .orElse(0);
    }

    /** Opens the file of a large recording, with what is there already. */
    RangedFile ranged(Source source, long rangeBytes) {
        String known = RangedFile.name(source, rangeBytes);
        String name = known.isEmpty() ? Long.toString(files.incrementAndGet()) : known;
        Path file = Leftover.bytes(directory, name);
        try {
            for (Leftover leftover : leftovers) {
                if (!Files.exists(file)) {
                    leftover.handOver(name, directory);
                }
            }
        } catch (IOException e) {
            throw StagedFile.failure(file, e);
        }
        return new RangedFile(StagedFile.open(file), FinishedRanges.open(Leftover.note(directory, name)));
    }

    /** Deletes what earlier restores have left and this one, which was able to do all it wanted, did not need. */
    void forgetLeftovers() {
        leftovers.forEach(Leftover::delete);
    }

    /** Removes the directory; what cannot be removed is left, since nothing better can be done about it. */
    @Override
    public void close() {
        delete(directory);
        leftovers.forEach(Leftover::close);
        if (lock != null) {
            lock.close();
        }
    }

    /** Deletes a staging directory as far as that is possible; the next restore tells of the rest. */
    static void delete(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // The next restore warns about it.
        }
    }

    /** Returns the cause without the path, which the message has already. */
    static String reason(IOException e) {
        String reason = e instanceof java.nio.file.FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : Quoted.of(reason);
    }
}
