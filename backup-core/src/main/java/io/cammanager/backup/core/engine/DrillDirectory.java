package io.cammanager.backup.core.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Quoted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that a drill restores into, removed on close. A drill that is killed leaves gigabytes, so the next one removes
 * what is left of it. A lock in each of them, which the kernel frees when its holder dies, tells them from those in use.
 */
final class DrillDirectory implements AutoCloseable {
    private static final String NAME = "cammanager-drill-";
    private static final String LOCK = "lock";
    private static final Logger LOG = LoggerFactory.getLogger(DrillDirectory.class);
    /** To close a file that is locked by this process would free the lock, so those are not even opened. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();
    /** A younger one may be one that another drill has made and not locked yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path directory;
    private final FileChannel lock;

    private DrillDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes one.
     *
     * @param parent must be there; null for the directory of temporary files
     */
    static DrillDirectory createIn(@Nullable Path parent) {
        try {
            Path directory = (parent == null
                            ? Files.createTempDirectory(NAME)
                            : Files.createTempDirectory(parent.toRealPath(), NAME))
                    .toAbsolutePath();
            HERE.add(directory);
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            var unused = lock.lock();
            DrillDirectory made = new DrillDirectory(directory, lock);
            made.removeLeftovers();
            Files.createDirectory(made.path());
            return made;
        } catch (IOException e) {
            String where = parent == null ? "the directory of temporary files" : Quoted.of(parent.toString());
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "cannot make a directory in " + where + ": " + LocalFailure.reason(e)
                            + "; name a directory that is there and can be written to with --scratch",
                    e);
        }
    }

    /** Returns the directory to restore into, which is empty. */
    Path path() {
        return directory.resolve("restored");
    }

    /** That something is left over is no reason not to rehearse. */
    private void removeLeftovers() {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory.resolveSibling(""), NAME + "*")) {
            for (Path other : others) {
                if (isLeftover(other)) {
                    removeUnlessInUse(other);
                }
            }
        } catch (IOException e) {
            LOG.debug("what earlier drills may have left could not be removed", e);
        }
    }

    /** In a directory that others write to as well, a name proves nothing. */
    private boolean isLeftover(Path other) throws IOException {
        Path theirs = other.resolve(LOCK);
        return !HERE.contains(other)
                && Files.isDirectory(other, NOFOLLOW_LINKS)
                && Files.isRegularFile(theirs, NOFOLLOW_LINKS)
                && Files.getOwner(other, NOFOLLOW_LINKS).equals(Files.getOwner(directory, NOFOLLOW_LINKS))
                && Files.getLastModifiedTime(theirs, NOFOLLOW_LINKS)
                        .toInstant()
                        .plus(YOUNG)
                        .isBefore(Files.getLastModifiedTime(directory.resolve(LOCK))
                                .toInstant());
    }

    private static void removeUnlessInUse(Path leftover) throws IOException {
        try (FileChannel theirs = FileChannel.open(leftover.resolve(LOCK), StandardOpenOption.WRITE, NOFOLLOW_LINKS);
                var held = theirs.tryLock()) {
            if (held != null) {
                remove(leftover);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("in use by this process: {}", leftover, e);
        }
    }

    private static void remove(Path directory) throws IOException {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    @Override
    public void close() {
        try (lock) {
            remove(directory);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "cannot remove " + directory + ": " + LocalFailure.reason(e), e);
        } finally {
            HERE.remove(directory);
        }
    }
}
